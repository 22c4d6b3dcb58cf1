//! Which agent words are for: without a model by the beginnings of words; with one by what the words mean.

use crate::{order, unicode::fold};

use super::card::AgentName;

/// So many words of a question are read.
const MOST: usize = 24;
/// Words of a question that say nothing of what it is about.
const FILLS: &str = "the and for with from into about what when where which why how much many all any some are was were \
                     does did can could would should will shall please show find list tell give get got make let have has \
                     had want need my your our you not this that these those there here next last more most new now every \
                     each per has been its find best good worth going";

/// Beginnings of words that speak for an agent.
const SPEAKS: [(AgentName, &str); 6] = [
    (
        AgentName::Shopping,
        "subscri money spend spent pay cost price cheap expens bill fee charge refund return warrant trial save saving bank \
         insur buy order shop receipt budget cancel abo kosten kostet ausgab zahl kundig gebuhr spar payer abonn rembours \
         combien gasto gastar cuesta pago pagar suscri ahorr reembols member contract",
    ),
    (
        AgentName::Travel,
        "travel trip flight fly hotel holiday vacation passport pack luggage airport train weekend coast beach city journey \
         itinerar visa book reise flug urlaub voyage vacanc viaje vuelo vacacion viagg",
    ),
    (
        AgentName::Restaurant,
        "eat dinner lunch breakfast restaurant food table cook cuisine pizza sushi brunch cafe coffee bar drink hungry dine \
         dining evening essen manger comer cena mangiare",
    ),
    (
        AgentName::Events,
        "birthday gift present friend anniversar meet family mom mum dad concert event calendar clash invite party wedding \
         touch call people who geburtstag geschenk cadeau anniv regalo cumple",
    ),
    (
        AgentName::Content,
        "read news article newsletter blog podcast unsubscri story stories watch learn inbox mailing mails email",
    ),
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

/// What the person asks for, out of their words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The agent that the words speak for; none where none of them says anything.
    pub agent: Option<AgentName>,
    /// The words that speak for an agent, folded.
    pub topics: Vec<String>,
    /// Other words of weight, folded: a shop, a city, somebody.
    pub names: Vec<String>,
}

impl Asked {
    /// Reads what was typed.
    pub fn of(words: &str) -> Self {
        let words = fold(words);
        let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2);
        let (mut topics, mut names) = (Vec::new(), Vec::new());
        for word in words.filter(|word| !FILLS.split_ascii_whitespace().any(|fills| fills == *word)).take(MOST) {
            let known = SPEAKS.iter().any(|(_, table)| begins(table, word) > 0);
            if known { topics.push(word.to_owned()) } else { names.push(word.to_owned()) }
        }
        let said = |table: &str| topics.iter().map(|word| begins(table, word)).sum::<usize>();
        let mut agents = SPEAKS.map(|(agent, table)| (said(table), agent));
        // Of equals the first, as they stand in the table.
        order::by_key(&mut agents, |(letters, _)| std::cmp::Reverse(*letters));
        let agent = agents.first().filter(|(letters, _)| *letters > 0).map(|(_, agent)| *agent);
        Self { agent, topics, names }
    }

    /// How many of the names, and of the topics, a text speaks of.
    pub fn spoken_of(&self, text: &str) -> (usize, usize) {
        let text = fold(text);
        let here: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
        let is = |word: &&String| here.iter().any(|other| are_one(word, other));
        (self.names.iter().filter(is).count(), self.topics.iter().filter(is).count())
    }
}

/// How many letters of a word are a beginning that the table knows. One of three letters stands for short words alone: a
/// bar is none of Barcelona.
fn begins(table: &str, word: &str) -> usize {
    let known = table.split_ascii_whitespace().filter(|known| word.starts_with(known));
    known.map(str::len).filter(|letters| *letters > 3 || word.len() <= 6).max().unwrap_or(0)
}

/// Whether two words are one, but for an ending.
fn are_one(word: &str, other: &str) -> bool {
    let (short, long) = if word.len() < other.len() { (word, other) } else { (other, word) };
    word == other || (short.len() > 3 && long.starts_with(short) && (long == other || long.len() < short.len() + 3))
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
            ("netflix kündigen", Shopping),
            ("¿cuánto pago al mes?", Shopping),
            ("Find me a weekend trip to the coast", Travel),
            ("a trip to Barcelona", Travel),
            ("is my passport still valid", Travel),
            ("what should I pack", Travel),
            ("where could we have dinner on Friday", Restaurant),
            ("a bar for tonight", Restaurant),
            ("book a table for sushi", Restaurant),
            ("whose birthday is next", Events),
            ("a gift for my mom", Events),
            ("friends I have lost touch with", Events),
            ("something to read", Content),
            ("stop the emails from ASOS", Content),
            ("unsubscribe me from newsletters", Content),
            ("what do you know about me", Diagnostic),
            ("what is missing in my profile", Diagnostic),
        ] {
            assert_eq!(Asked::of(words).agent, Some(agent), "{words}");
        }
        for nothing in ["", "?!", "lorem ipsum", "🎂", "Barcelona", "tell me about it"] {
            assert_eq!(Asked::of(nothing).agent, None, "{nothing}");
        }
    }

    #[test]
    fn names_are_told_from_topics_and_found_in_texts() {
        let asked = Asked::of("Cancel my gym in Zürich, please");
        assert_eq!(asked.topics, ["cancel"]);
        assert_eq!(asked.names, ["gym", "zurich"]);
        assert_eq!(asked.spoken_of("The gym of Zürich: cancellation"), (2, 1));
        assert_eq!(asked.spoken_of("gymnastics"), (0, 0));
        assert_eq!(Asked::of("who is Tom").spoken_of("Tomatoes"), (0, 0));
        assert_eq!(Asked::of(&"word ".repeat(10_000)).names.len(), MOST);
    }

    #[test]
    fn the_nearest_meaning_wins() {
        let axis = |at: usize| (0..6).map(|i| if i == at { 1.0 } else { 0.0 }).collect::<Vec<f32>>();
        let sayings: Vec<Vec<f32>> = (0..6).map(axis).collect();
        assert_eq!(nearest(&[0.1, 0.2, 0.9, 0.0, 0.0, 0.0], &sayings), Some(AgentName::Restaurant));
        assert_eq!(nearest(&[0.1], &[]), None);
    }
}
