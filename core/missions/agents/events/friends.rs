//! Presents from what is known of people, and friends one hears less of than before.

use super::{
    View,
    birthdays::{self, Kept},
    words,
};
use crate::{
    memory::{candidate::Subject, derive::occasions::Occasion},
    missions::{
        card::{Does, Finding, Offer, Step, Urgency, Wrong},
        payload::life::LifeCard,
    },
    profile::{
        ikigai::{Bond, Dimension, KeyPerson},
        life::Event,
    },
    record::RecordId,
    unicode::fold,
};

/// How far ahead a present is thought of, days.
const GIFT: i64 = 30;
/// After so many days without a word somebody drifts away.
const SILENCE: i64 = 60;
/// After so many, they have.
const GONE: i64 = 540;
/// What the person says of somebody from whom they want to hear no more.
const LET_GO: &str = "let-go";

/// Whether a sentence of the person's own says what somebody likes: `Ann loves orchids`.
fn says_liking(text: &str, name: &str) -> bool {
    const LIKES: [&str; 10] =
        ["loves", "likes", "wants", "wishes", "collects", "enjoys", "adores", "dreams", "into", "mag"];
    let text = fold(text);
    let first = fold(words::first_name(name));
    let said: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
    said.contains(&first.as_str()) && said.iter().any(|word| LIKES.contains(word))
}

impl View<'_> {
    /// A present for a birthday, where something tells what they like.
    pub fn gift(&self, kept: &Kept) -> Option<Finding> {
        let date = kept.next(self.today)?;
        let left = words::days(self.today, date);
        if kept.occasion != Occasion::Birthday || !(2..=GIFT).contains(&left) {
            return None;
        }
        let name = kept.name.clone();
        let (ideas, mut records) = self.ideas(&name);
        if ideas.is_empty() {
            return None;
        }
        kept.records
            .iter()
            .filter(|id| !records.contains(id))
            .cloned()
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|id| records.push(id));
        let first = words::first_name(&name).to_owned();
        let mut reckoning = vec![Step::new("The day", birthdays::said(date, self.today))];
        reckoning
            .extend(ideas.iter().map(|(what, id)| Step { record: id.clone(), ..Step::new("You know", what.clone()) }));
        let ideas: Vec<String> = ideas.into_iter().map(|(what, _)| what).collect();
        Some(Finding {
            key: vec!["gift".to_owned(), kept.key(), date.year().to_string()],
            summary: format!(
                "There are {} until {}. To go by: {}.",
                words::count(left, "day"),
                crate::time::day_of(date),
                words::list(&ideas).trim_end_matches('.')
            ),
            reckoning,
            evidence: records,
            urgency: if left <= 7 { Urgency::Medium } else { Urgency::Low },
            due: words::midnight(date, self.zone),
            expires: words::midnight(date, self.zone),
            utility: 0.6,
            people: self.full_name(&name).into_iter().collect(),
            dimensions: vec![Dimension::Relationships, Dimension::Giving],
            actions: vec![
                Offer::new("I have a present", Does::Done),
                words::calendar(
                    "Remind me",
                    &format!("A present for {name}"),
                    self.today,
                    self.today,
                    &ideas.join("\n"),
                    self.now,
                ),
            ],
            ..Finding::new(
                LifeCard::Gift { name, date, ideas }.into(),
                words::title(&format!("A present for {first}?")),
            )
        })
    }

    /// What memory and shared times say somebody likes, each with the record that says so.
    fn ideas(&self, name: &str) -> (Vec<(String, Option<RecordId>)>, Vec<RecordId>) {
        let is_it = |other: &str| fold(other) == fold(name) || fold(words::first_name(other)) == fold(name);
        let mut ideas: Vec<(String, Option<RecordId>)> = Vec::new();
        let mut records: Vec<RecordId> = Vec::new();
        for fact in self.facts {
            let Some(said) = fact.statement() else { continue };
            let of = matches!(&said.subject, Subject::Entity { name: other, .. } if is_it(other));
            let likes =
                matches!(said.relation.as_str(), "likes" | "prefers" | "wishes" | "interest" | "collects" | "note");
            if (of && likes) || says_liking(&fact.text, name) {
                ideas.push((words::short(&fact.text, 80), fact.sources.first().cloned()));
                records.extend(fact.sources.iter().cloned());
            }
        }
        let person = self.full_name(name).and_then(|full| self.ikigai.person(&full));
        if let Some(person) = person.filter(|person| !person.shared.is_empty()) {
            let shared: Vec<String> = person.shared.iter().take(3).cloned().collect();
            ideas.push((
                format!("{}, which you do together", words::list(&shared).to_lowercase()),
                person.records.first().cloned(),
            ));
            records.extend(person.records.iter().rev().cloned());
        }
        ideas.truncate(4);
        (ideas, records)
    }

    /// Somebody close of whom nothing was heard for long, and who is in no plan.
    pub fn drifting(&self, events: &[Event]) -> Vec<Finding> {
        let coming = events.iter().filter(|event| event.day() >= self.today).flat_map(|event| &event.attendees);
        let coming: Vec<&str> = coming.map(|person| person.mail.as_str()).collect();
        let planned = |person: &KeyPerson| person.addresses.iter().any(|mail| coming.contains(&mail.as_str()));
        let people = self.ikigai.relationships.key_people.iter();
        let close =
            people.filter(|person| person.bond != Bond::Colleague && person.records.len() >= 3 && !planned(person));
        let mut silent: Vec<(&KeyPerson, i64)> = close
            .filter_map(|person| Some((person, words::days(person.last?.date(), self.today))))
            .filter(|(person, days)| (SILENCE..GONE).contains(days) && !self.lessons.says(LET_GO, &fold(&person.name)))
            .collect();
        // Those who are closest.
        silent.truncate(3);
        silent.into_iter().filter_map(|(person, days)| self.silent(person, days)).collect()
    }

    fn silent(&self, person: &KeyPerson, days: i64) -> Option<Finding> {
        let name = person.name.clone();
        let first = words::first_name(&name).to_owned();
        let last = person.last?.date();
        let body = format!("Hi {first},\n\nit has been a while! How are you?\n");
        let does = Does::Write {
            to: person.addresses.first().cloned().unwrap_or_default(),
            subject: "How are you?".to_owned(),
            body,
        };
        let mut evidence: Vec<RecordId> = person.records.iter().take(6).cloned().collect();
        evidence.reverse();
        let mut reckoning = vec![Step {
            record: person.records.first().cloned(),
            ..Step::new("Last in touch", words::day(last, self.today))
        }];
        reckoning.push(Step::new("That was", words::ago(days)));
        if !person.shared.is_empty() {
            reckoning.push(Step::new("Together", words::list(&person.shared)));
        }
        Some(Finding {
            key: vec!["drifting".to_owned(), fold(&name), last.to_string()],
            summary: format!("You last heard of each other {}. A word would do.", words::ago(days)),
            reckoning,
            evidence,
            utility: 0.5,
            people: vec![name.clone()],
            dimensions: vec![Dimension::Relationships],
            actions: vec![Offer::new(format!("Write to {first}"), does), Offer::new("We talked", Does::Done)],
            about: fold(&name),
            wrong: vec![Wrong {
                label: "Leave it".to_owned(),
                lesson: LET_GO.to_owned(),
                says: format!("You need no reminder of {name}."),
            }],
            ..Finding::new(LifeCard::Drifting { name, last }.into(), words::title(&format!("How is {first}?")))
        })
    }
}
