//! Which agent words are for: without a model by the beginnings of words; with one by what the words mean.

use crate::order;

use super::card::AgentName;

/// Beginnings of words that speak for an agent.
const SPEAKS: [(AgentName, &str); 6] = [
    (
        AgentName::Shopping,
        "subscri money spend spent pay cost price cheap expens bill fee charge refund return warrant trial save saving bank \
         insur buy order shop receipt budget cancel abo",
    ),
    (
        AgentName::Travel,
        "travel trip flight fly hotel holiday vacation passport pack luggage airport train weekend coast beach city journey \
         itinerar visa book",
    ),
    (
        AgentName::Restaurant,
        "eat dinner lunch breakfast restaurant food table cook cuisine pizza sushi brunch cafe coffee bar drink hungry dine \
         dining evening",
    ),
    (
        AgentName::Events,
        "birthday gift present friend anniversar meet family mom mum dad concert event calendar clash invite party wedding \
         touch call people who",
    ),
    (AgentName::Content, "read news article newsletter blog podcast unsubscri story stories watch learn inbox mailing"),
    (
        AgentName::Diagnostic,
        "profile data know about pattern missing insight myself connect import odd strange summar statistic",
    ),
];
/// What an agent is asked for, as people say it: what a model holds words against.
pub const SAYINGS: [(AgentName, &str); 6] = [
    (AgentName::Shopping, "save money on subscriptions, prices, bank fees, refunds and orders"),
    (AgentName::Travel, "plan a trip with flights, hotels, passport and packing"),
    (AgentName::Restaurant, "where to eat dinner in a restaurant with friends"),
    (AgentName::Events, "birthdays, gifts, friends and family, and what is in the calendar"),
    (AgentName::Content, "newsletters and articles to read, and what to unsubscribe from"),
    (AgentName::Diagnostic, "what my data and my profile say about me, and what is missing"),
];

/// The agent that words speak for; none where none of them says anything.
pub fn route(words: &str) -> Option<AgentName> {
    let words = words.to_lowercase();
    let words: Vec<&str> =
        words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 1).collect();
    let begins = |table: &str| {
        let said = words.iter().map(|word| {
            let known = table.split_ascii_whitespace().filter(|known| word.starts_with(known));
            known.map(str::len).max().unwrap_or(0)
        });
        said.sum::<usize>()
    };
    let mut agents = SPEAKS.map(|(agent, table)| (begins(table), agent));
    // Of equals the first, as they stand in the table.
    order::by_key(&mut agents, |(letters, _)| std::cmp::Reverse(*letters));
    agents.first().filter(|(letters, _)| *letters > 0).map(|(_, agent)| *agent)
}

/// The agent whose saying is nearest to what is meant; the vectors of [`SAYINGS`] as they stand there, all of length one.
pub fn nearest(meant: &[f32], sayings: &[Vec<f32>]) -> Option<AgentName> {
    let near = |saying: &Vec<f32>| meant.iter().zip(saying).map(|(one, other)| one * other).sum::<f32>();
    let scored = SAYINGS.iter().zip(sayings).map(|((agent, _), saying)| (near(saying), *agent));
    scored.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, agent)| agent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_find_their_agent() {
        use AgentName::{Content, Diagnostic, Events, Restaurant, Shopping, Travel};
        for (words, agent) in [
            ("What subscriptions do I have?", Shopping),
            ("cancel my gym subscription", Shopping),
            ("Which bank fees did I pay", Shopping),
            ("where is my refund", Shopping),
            ("Find me a weekend trip to the coast", Travel),
            ("is my passport still valid", Travel),
            ("what should I pack", Travel),
            ("where could we have dinner on Friday", Restaurant),
            ("book a table for sushi", Restaurant),
            ("whose birthday is next", Events),
            ("a gift for my mom", Events),
            ("friends I have lost touch with", Events),
            ("something to read", Content),
            ("unsubscribe me from newsletters", Content),
            ("what do you know about me", Diagnostic),
            ("what is missing in my profile", Diagnostic),
        ] {
            assert_eq!(route(words), Some(agent), "{words}");
        }
        for nothing in ["", "?!", "lorem ipsum"] {
            assert_eq!(route(nothing), None);
        }
    }

    #[test]
    fn the_nearest_meaning_wins() {
        let axis = |at: usize| (0..6).map(|i| if i == at { 1.0 } else { 0.0 }).collect::<Vec<f32>>();
        let sayings: Vec<Vec<f32>> = (0..6).map(axis).collect();
        assert_eq!(nearest(&[0.1, 0.2, 0.9, 0.0, 0.0, 0.0], &sayings), Some(AgentName::Restaurant));
        assert_eq!(nearest(&[0.1], &[]), None);
    }
}
