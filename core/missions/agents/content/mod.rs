//! Content: what there is to read by one's interests, what only fills the box, what was put away and forgotten.

mod saved;

use std::collections::BTreeMap;

use jiff::{civil::Date, tz::TimeZone};

use super::words;
use crate::{
    missions::{
        card::{AgentName, Does, Finding, Offer, Step, Urgency, Wrong},
        error::Refused,
        feedback::Lessons,
        hands::{Hands, Level},
        payload::life::LifeCard,
    },
    profile::{SegmentScore, ikigai::Dimension, life::Mail, taxonomy::SegmentId},
    record::RecordId,
    time::Time,
};

/// How long a letter is new, days.
const NEW: i64 = 21;
/// Over how long a newsletter is judged, days.
const WATCHED: i64 = 240;
/// So many unopened letters say that nobody reads them.
const NEVER: usize = 3;
/// The most cards of each kind.
const MOST: usize = 3;
/// What the person says of a newsletter that is to stay.
const KEEP: &str = "keep-it";

/// The agent.
pub struct Content;

/// What the cards are made from.
struct View<'a> {
    /// The segments of the profile that rest on a record, strongest first.
    segments: BTreeMap<&'a RecordId, Vec<SegmentId>>,
    lessons: &'a Lessons,
    today: Date,
    now: Time,
    zone: &'a TimeZone,
}

impl super::Agent for Content {
    fn name(&self) -> AgentName {
        AgentName::Content
    }

    fn level(&self) -> Level {
        Level::Simple
    }

    fn look(&self, hands: &mut Hands<'_>) -> Result<Vec<Finding>, Refused> {
        let (mails, visits) = (hands.mails()?, hands.visits()?);
        let view = View {
            segments: by_record(hands.segments()?),
            lessons: hands.verdicts(),
            today: hands.today(),
            now: hands.now(),
            zone: hands.zone(),
        };
        let mut letters: BTreeMap<&str, Vec<&Mail>> = BTreeMap::new();
        let past = |mail: &&Mail| {
            mail.time.is_some_and(|time| time <= view.now && words::days(time.date(), view.today) <= WATCHED)
        };
        for mail in mails.iter().filter(|mail| mail.bulk && !mail.sent).filter(past) {
            letters.entry(mail.from.mail.as_str()).or_default().push(mail);
        }
        let mut found: Vec<Finding> = letters.values().filter_map(|letters| view.unsubscribe(letters)).collect();
        crate::order::by(&mut found, |a, b| b.evidence.len().cmp(&a.evidence.len()));
        found.truncate(MOST);
        let mut worth: Vec<Finding> = letters.values().filter_map(|letters| view.worth_reading(letters)).collect();
        crate::order::by(&mut worth, |a, b| b.utility.total_cmp(&a.utility));
        worth.truncate(MOST);
        found.extend(worth);
        let notes = mails
            .iter()
            .filter(|mail| mail.sent && mail.to.iter().all(|to| hands.is_own(&to.mail)) && !mail.to.is_empty());
        found.extend(view.put_away(&notes.collect::<Vec<_>>(), mails, visits));
        Ok(found)
    }
}

/// Whether a mail was opened, where its labels tell.
fn opened(mail: &Mail) -> Option<bool> {
    let has = |name: &str| mail.labels.iter().any(|label| label.eq_ignore_ascii_case(name));
    if has("unread") {
        Some(false)
    } else {
        (has("opened") || has("read") || has("seen") || has("starred")).then_some(true)
    }
}

impl View<'_> {
    /// A newsletter of which none was ever opened.
    fn unsubscribe(&self, letters: &[&Mail]) -> Option<Finding> {
        let (first, last) = (letters.first()?, letters.last()?);
        let none = letters.iter().all(|mail| opened(mail) == Some(false));
        if letters.len() < NEVER || !none || self.lessons.says(KEEP, &first.from.mail) {
            return None;
        }
        let name = last.from.shown().to_owned();
        let since = first.time?.date();
        let leave = letters.iter().rev().find_map(|mail| leaving(&mail.text));
        let mut actions: Vec<Offer> =
            leave.map(|url| Offer::new("Unsubscribe", Does::Open { url })).into_iter().collect();
        if actions.is_empty() {
            let body = "Please take my address off your list.\n".to_owned();
            let does = Does::Write { to: last.from.mail.clone(), subject: "Unsubscribe".to_owned(), body };
            actions.push(Offer::new("Ask to be taken off", does));
        }
        actions.push(Offer::new("Done", Does::Done));
        Some(Finding {
            key: vec!["unsubscribe".to_owned(), first.from.mail.clone()],
            summary: format!("{} letters since {}, and you opened none.", letters.len(), words::day(since, self.today)),
            reckoning: vec![
                Step::of(&first.record, "The first of them", words::day(since, self.today)),
                Step::new("Letters", letters.len().to_string()),
                Step::new("Opened", "0"),
            ],
            evidence: letters.iter().map(|mail| mail.record.clone()).collect(),
            utility: 0.35,
            actions,
            about: first.from.mail.clone(),
            wrong: vec![self.keep(&name)],
            ..Finding::new(
                LifeCard::Unsubscribe { name: name.clone(), count: letters.len() }.into(),
                words::title(&format!("You never open {name}")),
            )
        })
    }

    /// A newsletter that is read, with letters that wait.
    fn worth_reading(&self, letters: &[&Mail]) -> Option<Finding> {
        let last = letters.last()?;
        let read = letters.iter().filter(|mail| opened(mail) == Some(true)).count();
        let fresh = |mail: &&&Mail| mail.time.is_some_and(|time| words::days(time.date(), self.today) <= NEW);
        let waiting: Vec<&&Mail> = letters.iter().filter(fresh).filter(|mail| opened(mail) == Some(false)).collect();
        if read < 2 || read * 2 < letters.len() || waiting.is_empty() || self.lessons.says(KEEP, &last.from.mail) {
            return None;
        }
        let name = last.from.shown().to_owned();
        let records: Vec<RecordId> = letters.iter().map(|mail| mail.record.clone()).collect();
        let segments = self.about(&records);
        let unread: Vec<String> = waiting.iter().map(|mail| words::short(&mail.subject, 80)).collect();
        let mut reckoning: Vec<Step> =
            waiting.iter().map(|mail| Step::of(&mail.record, "Waits", mail.subject.clone())).collect();
        reckoning.push(Step::new("You opened", format!("{read} of {}", letters.len())));
        Some(Finding {
            key: vec!["newsletter".to_owned(), last.from.mail.clone()],
            summary: format!(
                "{} from {name} you have not opened: “{}”.",
                words::count(i64::try_from(unread.len()).unwrap_or(1), "letter"),
                unread.last().cloned().unwrap_or_default()
            ),
            reckoning,
            evidence: waiting.iter().map(|mail| mail.record.clone()).collect(),
            due: last.time,
            expires: words::midnight(words::later(last.time?.date(), NEW + 1), self.zone),
            utility: if segments.is_empty() { 0.3 } else { 0.4 },
            dimensions: vec![Dimension::Interests],
            segments,
            actions: vec![Offer::new("Read", Does::Done)],
            about: last.from.mail.clone(),
            wrong: vec![Wrong {
                label: "Do not remind me of it".to_owned(),
                lesson: KEEP.to_owned(),
                says: format!("You read {name} without being reminded."),
            }],
            ..Finding::new(
                LifeCard::Newsletter { name: name.clone(), unread }.into(),
                words::title(&format!("To read: {}", words::short(&waiting.last()?.subject, 48))),
            )
        })
    }

    fn keep(&self, name: &str) -> Wrong {
        Wrong {
            label: "I want to keep it".to_owned(),
            lesson: KEEP.to_owned(),
            says: format!("{name} may keep writing to you."),
        }
    }

    /// The segments that rest on one of these records.
    fn about(&self, records: &[RecordId]) -> Vec<SegmentId> {
        let mut all: Vec<SegmentId> =
            records.iter().filter_map(|id| self.segments.get(id)).flatten().copied().collect();
        crate::order::by_key(&mut all, |segment| segment.0);
        all.dedup();
        all.truncate(3);
        all
    }

    fn urgency(age: i64) -> Urgency {
        if age > 120 { Urgency::Medium } else { Urgency::Low }
    }
}

fn by_record(segments: &[SegmentScore]) -> BTreeMap<&RecordId, Vec<SegmentId>> {
    let mut all: BTreeMap<&RecordId, Vec<SegmentId>> = BTreeMap::new();
    for score in segments.iter().filter(|score| score.direct) {
        score.records.iter().for_each(|id| all.entry(id).or_default().push(score.segment));
    }
    all
}

/// The address by which a newsletter is left.
fn leaving(text: &str) -> Option<String> {
    let mut links = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"'));
    let is_it = |link: &&str| {
        let lower = link.to_lowercase();
        lower.starts_with("https://")
            && ["unsubscribe", "abmeld", "abbestell", "desabonn", "optout", "opt-out", "baja"]
                .iter()
                .any(|word| lower.contains(word))
    };
    links.find(is_it).map(str::to_owned)
}
