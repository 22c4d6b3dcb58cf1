//! Restaurant: who was not met for long, an evening that is free, and where it was good.

mod tables;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{series, words};
use crate::{
    memory::{Memory, MemoryKind},
    missions::{
        card::{AgentName, Does, Finding, Offer, Step, Wrong},
        error::Refused,
        hands::{Hands, Level},
        payload::life::LifeCard,
    },
    profile::{
        ikigai::{Bond, Dimension},
        life::{Address, Event},
        taxonomy::SegmentId,
    },
    record::RecordId,
    time::When,
    unicode::fold,
};

use tables::Table;

/// Interest | Food & Drink | Dining Out.
const DINING: SegmentId = SegmentId(373);
/// Somebody was not met for long after so many days.
const LONG: i64 = 28;
/// After so many they are no company of now.
const TOO_LONG: i64 = 400;
/// How many evenings ahead are looked at.
const EVENINGS: i64 = 15;
/// The largest company in which one meets, and not only attends.
const COMPANY: usize = 6;
/// The most evenings proposed at one time.
const MOST: usize = 2;
/// What the person says of somebody they do not go out with.
const NOT_WITH: &str = "not-with-them";

/// The agent.
pub struct Restaurant;

/// Somebody who is met.
struct Friend<'a> {
    name: String,
    mail: String,
    met: Vec<&'a Event>,
    coming: bool,
}

impl super::Agent for Restaurant {
    fn name(&self) -> AgentName {
        AgentName::Restaurant
    }

    fn level(&self) -> Level {
        Level::Coordinated
    }

    fn look(&self, hands: &mut Hands<'_>) -> Result<Vec<Finding>, Refused> {
        let (events, things, payments) = (hands.events()?, hands.things()?, hands.payments()?);
        let facts = hands.memories(MemoryKind::Fact, "What is eaten and what is not, for an evening out")?;
        let (ikigai, today, zone, now) = (hands.ikigai()?, hands.today(), hands.zone(), hands.now());
        let minds: Vec<&Memory> = facts.into_iter().filter(|fact| is_of_food(fact)).collect();
        let tables = tables::liked(things, events, payments, today);
        let mut friends = friends(events, today, |mail| hands.is_own(mail));
        // Where nothing tells whose calendar it is, who is in all of it may be the person.
        let known = events.iter().flat_map(|event| &event.attendees).any(|person| hands.is_own(&person.mail));
        let shared = |event: &Event| event.attendees.len() > 1;
        let company = events.iter().filter(|event| shared(event)).count();
        let is_everywhere = |friend: &Friend<'_>| friend.met.iter().filter(|event| shared(event)).count() >= company;
        friends.retain(|friend| known || company == 0 || !is_everywhere(friend));
        friends.retain(|friend| {
            let known = ikigai.person(&friend.name).or_else(|| ikigai.person(&friend.mail));
            let colleague = known.is_some_and(|person| person.bond == Bond::Colleague);
            !colleague && !hands.verdicts().says(NOT_WITH, &fold(&friend.name))
        });
        // Who is met most is missed most.
        crate::order::by_key(&mut friends, |friend| std::cmp::Reverse(friend.met.len()));
        let mut found = Vec::new();
        let mut taken = Vec::new();
        for friend in friends {
            let Some(date) = free_evening(events, today, &taken).filter(|_| found.len() < MOST) else { break };
            let Some(last) = friend.met.last() else { continue };
            taken.push(date);
            let mut finding = evening(&friend, last, date, today, &tables);
            for mind in minds.iter().filter(|mind| is_about(&mind.text, &friend.name)) {
                let record = mind.sources.first().cloned();
                finding.reckoning.push(Step { record, ..Step::new("Keep in mind", mind.text.clone()) });
            }
            finding.due = words::midnight(date, zone);
            finding.expires = words::midnight(words::later(date, 1), zone);
            finding.actions.insert(1, words::calendar("Keep the evening free", &finding.title, date, date, "", now));
            found.push(finding);
        }
        Ok(found)
    }
}

/// Whether it says what is eaten and what is not, as memory understood it or in the person's own words.
fn is_of_food(fact: &Memory) -> bool {
    const SAYS: [&str; 14] = [
        "allerg",
        "intoleran",
        "vegan",
        "vegetari",
        "gluten",
        "lactose",
        "laktose",
        "coeliac",
        "celiac",
        "halal",
        "kosher",
        "don't eat",
        "not eat",
        "never eat",
    ];
    let relation = fact.statement().map(|said| said.relation.as_str()).unwrap_or_default();
    let text = fold(&fact.text).replace('\u{2019}', "'");
    matches!(relation, "diet" | "allergic-to" | "intolerant-to" | "does-not-eat")
        || SAYS.iter().any(|it| text.contains(it))
}

/// Whether a sentence is of the person, or of this friend.
fn is_about(text: &str, name: &str) -> bool {
    let first = fold(words::first_name(name));
    let text = fold(text);
    let mut said = text.split(|letter: char| !letter.is_alphanumeric());
    said.any(|word| matches!(word, "i" | "my" | "you" | "your" | "we" | "ich") || word == first)
}

/// Who was met twice at least, not for long, and with whom nothing is planned.
fn friends<'a>(events: &'a [Event], today: Date, is_own: impl Fn(&str) -> bool) -> Vec<Friend<'a>> {
    let mut by_mail: BTreeMap<String, Friend<'a>> = BTreeMap::new();
    for event in events.iter().filter(|event| event.attendees.len() <= COMPANY) {
        let others = event.attendees.iter().filter(|person| !person.mail.is_empty() && !is_own(&person.mail));
        for Address { name, mail } in others.filter(|person| person.name.contains(' ')) {
            let friend = by_mail.entry(mail.clone()).or_insert_with(|| Friend {
                name: name.clone(),
                mail: mail.clone(),
                met: Vec::new(),
                coming: false,
            });
            if event.day() < today && event.rule.is_empty() {
                friend.met.push(event);
            } else if event.rule.is_empty() || repeats_on_or_after(event, today) {
                friend.coming = true;
            }
        }
    }
    let missed = |friend: &Friend| {
        let last = friend.met.last().map_or(0, |event| words::days(event.day(), today));
        friend.met.len() >= 2 && !friend.coming && (LONG..TOO_LONG).contains(&last)
    };
    by_mail.into_values().filter(missed).collect()
}

/// Whether a series still goes on; what it says of its end is a day behind `UNTIL=`.
fn repeats_on_or_after(event: &Event, today: Date) -> bool {
    let until = event.rule.split_once("UNTIL=").and_then(|(_, rest)| rest.get(..8));
    let end = until
        .and_then(|text| format!("{}-{}-{}", text.get(..4)?, text.get(4..6)?, text.get(6..8)?).parse::<Date>().ok());
    let count = event.rule.split_once("COUNT=").and_then(|(_, rest)| rest.split(';').next()?.parse::<i64>().ok());
    let last =
        end.or_else(|| Some(words::later(event.day(), count?.min(520) * 7)).filter(|_| event.rule.contains("WEEKLY")));
    last.is_none_or(|last| last >= today)
}

/// The next Friday or Saturday evening with nothing in it, or else the next evening.
fn free_evening(events: &[Event], today: Date, taken: &[Date]) -> Option<Date> {
    let mut free = (1..=EVENINGS)
        .map(|ahead| words::later(today, ahead))
        .filter(|date| !taken.contains(date) && is_free(events, *date));
    let weekend = |date: &Date| matches!(date.weekday(), jiff::civil::Weekday::Friday | jiff::civil::Weekday::Saturday);
    let all: Vec<Date> = free.by_ref().collect();
    all.iter().copied().find(weekend).or_else(|| all.first().copied())
}

fn is_free(events: &[Event], date: Date) -> bool {
    !events.iter().any(|event| {
        let last = match event.end {
            Some(When::Day(end)) => words::later(end, -1).max(event.day()),
            Some(When::At(end)) => end.date(),
            None => event.day(),
        };
        let long = last > event.day();
        if event.rule.is_empty() {
            let evening = matches!(event.start, When::At(_)) && is_evening(event);
            return (event.day() <= date && date <= last && long) || (event.day() == date && evening);
        }
        is_evening(event) && series::is_on(event, date)
    })
}

/// Whether an event reaches into the hours from 17 to 23.
fn is_evening(event: &Event) -> bool {
    let hour = |when: When| match when {
        When::At(time) => time.to_string().get(11..13).and_then(|hour| hour.parse::<u8>().ok()),
        When::Day(_) => None,
    };
    let (Some(from), to) = (hour(event.start), event.end.and_then(hour)) else { return false };
    from < 23 && (from >= 17 || to.is_some_and(|to| to > 17 || to < from))
}

/// The card of an evening with somebody.
fn evening(friend: &Friend, last: &Event, date: Date, today: Date, tables: &[Table]) -> Finding {
    let first = words::first_name(&friend.name).to_owned();
    // Where they ate together, or else where the person ate most.
    let with = tables.iter().find(|table| table.with.contains(&friend.mail));
    let table = with.or_else(|| tables.iter().find(|table| table.times >= 2));
    let place = table.map(|table| table.name.clone()).unwrap_or_default();
    let since = words::ago(words::days(last.day(), today));
    let mut reckoning = vec![
        Step::of(&last.record, "Last together", format!("{}: {}", words::day(last.day(), today), last.title)),
        Step::new("Times together", friend.met.len().to_string()),
        Step::new("Nothing in your calendar", words::weekday(date)),
    ];
    if let Some(table) = table {
        let why = if with.is_some() { "you ate there together" } else { "you went back there" };
        reckoning.push(Step { record: table.records.first().cloned(), ..Step::new(table.name.clone(), why) });
    }
    let at = if place.is_empty() { String::new() } else { format!(" at {place}") };
    let body = format!("Hi {first},\n\nit has been a while. Dinner{at} on {}?\n", words::weekday(date));
    let mut evidence: Vec<RecordId> = friend.met.iter().rev().take(5).rev().map(|event| event.record.clone()).collect();
    for id in table.into_iter().flat_map(|table| &table.records) {
        if !evidence.contains(id) {
            evidence.push(id.clone());
        }
    }
    Finding {
        key: vec!["evening".to_owned(), friend.mail.clone(), last.day().to_string()],
        summary: format!(
            "You last met {since} ({}). {} is free{}.",
            words::short(&last.title, 40),
            words::weekday(date),
            at.replace(" at ", ", and you liked ")
        ),
        reckoning,
        evidence,
        utility: 0.55,
        people: vec![friend.name.clone()],
        dimensions: vec![Dimension::Experiences, Dimension::Relationships],
        segments: vec![DINING],
        actions: vec![
            Offer::new(
                format!("Ask {first}"),
                Does::Write { to: friend.mail.clone(), subject: "Dinner?".to_owned(), body },
            ),
            Offer::new("Arranged", Does::Done),
        ],
        about: fold(&friend.name),
        wrong: vec![Wrong {
            label: "We do not go out together".to_owned(),
            lesson: NOT_WITH.to_owned(),
            says: format!("You do not go out with {}.", friend.name),
        }],
        ..Finding::new(
            LifeCard::Evening { name: friend.name.clone(), date, place }.into(),
            words::title(&format!("An evening with {first}?")),
        )
    }
}
