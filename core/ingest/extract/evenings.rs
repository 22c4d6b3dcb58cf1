//! Tables and tickets: a meal or an event that a mail confirms, named by its subject and dated by its text.

use jiff::civil::DateTime;
use serde_json::Value;

use super::{
    Context, labels, moments, shape,
    words::{fold, folded_words, runs, squeeze},
};
use crate::record::Record;

/// Beginnings of subjects that name the event behind them, folded.
const TICKETS: &[&str] = &[
    "you're going to ",
    "you’re going to ",
    "you are going to ",
    "your tickets for: ",
    "your tickets for ",
    "your ticket for: ",
    "your ticket for ",
    "your tickets: ",
    "your ticket: ",
    "your booking: ",
    "you are booked: ",
    "ihr ticket fur ",
    "ihre tickets fur ",
    "deine tickets fur ",
    "dein ticket fur ",
    "vos billets pour ",
    "votre billet pour ",
    "tus entradas para ",
    "i tuoi biglietti per ",
    "je tickets voor ",
    "dina biljetter till ",
    "din biljett till ",
    "dine billetter til ",
    "twoje bilety na ",
    "vase vstupenky na ",
];

/// Words for a table, and for those who sit at it.
const TABLE: &[&str] = &[
    "table",
    "tisch",
    "mesa",
    "tavolo",
    "tafel",
    "bord",
    "stul",
    "stolik",
    "poyta",
    "restaurant",
    "ristorante",
    "restaurante",
];
const GUESTS: &[&str] = &[
    "people",
    "guests",
    "guest",
    "persons",
    "person",
    "personen",
    "gaste",
    "personnes",
    "couverts",
    "personas",
    "comensales",
    "persone",
    "ospiti",
    "gasten",
    "personer",
    "osoby",
    "osob",
    "covers",
    "diners",
];

/// The table or event `record` confirms.
pub fn read(record: &Record, body: &str, context: &Context) -> Option<Value> {
    let subject = record.subject.as_deref()?;
    let folded = fold(subject);
    if folded.starts_with("re:") || folded.starts_with("fwd:") || record.extra.contains_key("list_id") {
        return None;
    }
    let at = start(body, context)?;
    meal(subject, body, at).or_else(|| event(subject, &folded, at))
}

/// When it begins: the first time that stands in a line with its date.
fn start(body: &str, context: &Context) -> Option<DateTime> {
    body.lines().take(60).find_map(|line| {
        let day = moments::days(line, context.order).into_iter().next()?.value.resolve(context.reference)?;
        let time = moments::times(line).into_iter().next()?.value;
        Some(day.to_datetime(time))
    })
}

fn meal(subject: &str, body: &str, at: DateTime) -> Option<Value> {
    let words = folded_words(subject);
    words.iter().any(|word| TABLE.contains(&word.as_str())).then_some(())?;
    let name = named(subject).or_else(|| labelled(body))?;
    let house = shape::object("FoodEstablishment", [("name", Some(name.into()))]);
    let mut found = shape::reservation("FoodEstablishmentReservation", house, None);
    shape::set(&mut found, "startTime", Some(shape::local(at, None)));
    shape::set(&mut found, "partySize", party(body).map(Value::from));
    Some(found)
}

/// `Your table at Marrow & Thyme is booked` → `Marrow & Thyme`
fn named(subject: &str) -> Option<String> {
    const BEFORE: [&str; 8] = [" at ", " im ", " bei ", " chez ", " en ", " da ", " bij ", " hos "];
    const BEHIND: [&str; 10] =
        [" is ", " on ", " for ", " am ", " fur ", " est ", " le ", " has ", " confirmed", " wurde "];
    let rest = BEFORE.iter().find_map(|before| subject.split_once(before)).map(|(_, rest)| rest)?;
    let end = BEHIND.iter().filter_map(|behind| rest.find(behind)).min().unwrap_or(rest.len());
    let name = squeeze(rest.get(..end)?.trim_end_matches(['.', '!', ',']));
    (2..=60).contains(&name.len()).then_some(name)
}

fn labelled(body: &str) -> Option<String> {
    const HOUSE: &[&str] = &["restaurant", "ristorante", "restaurante", "venue"];
    body.lines().find_map(|line| {
        let label = labels::leading(line, HOUSE).filter(|label| label.marked)?;
        let name = squeeze(labels::value(line, label, HOUSE));
        (2..=60).contains(&name.len()).then_some(name)
    })
}

fn party(body: &str) -> Option<u32> {
    body.lines().take(60).find_map(|line| {
        runs(line).windows(2).find_map(|pair| {
            let [count, word] = pair else { return None };
            let number = count.number().filter(|number| (1..=40).contains(number))?;
            GUESTS.contains(&fold(word.text).as_str()).then_some(number)
        })
    })
}

fn event(subject: &str, folded: &str, at: DateTime) -> Option<Value> {
    let beginning = TICKETS.iter().find(|beginning| folded.starts_with(**beginning))?;
    // Folding may change lengths: the same number of characters is taken off the subject itself.
    let (skipped, _) = subject.char_indices().nth(beginning.chars().count())?;
    let rest = squeeze(subject.get(skipped..)?);
    let (name, place) = rest.split_once(" at ").map_or((rest.as_str(), None), |(name, place)| (name, Some(place)));
    // "Bristol Temple Meads to Swansea" is a journey.
    let named = (3..=100).contains(&name.len()) && !name.contains(" to ");
    let event = shape::object(
        "Event",
        [
            ("name", Some(name.into())),
            ("startDate", Some(shape::local(at, None))),
            ("location", place.map(|place| shape::object("Place", [("name", Some(place.into()))]))),
        ],
    );
    named.then(|| shape::reservation("EventReservation", event, None))
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::record::{RecordId, Source};

    #[test]
    fn a_table_and_a_concert() {
        let mut record = Record::new(RecordId::from_text("r"), Source::Email);
        let context = Context { reference: Date::new(2026, 6, 1).ok(), ..Context::default() };
        record.subject = Some("Your table at Tasca do Gato Preto is booked".into());
        let found = read(&record, "2 people, Saturday 12 Sep at 20:00, Lisbon.", &context).unwrap();
        assert_eq!(found["reservationFor"]["name"], "Tasca do Gato Preto");
        assert_eq!((&found["partySize"], &found["startTime"]), (&2.into(), &"2026-09-12T20:00:00".into()));
        record.subject = Some("You're going to Moth Radio at SWX".into());
        let found = read(&record, "2 tickets, Friday 16 Oct, doors 19:00", &context).unwrap();
        assert_eq!(
            (&found["reservationFor"]["name"], &found["reservationFor"]["location"]["name"]),
            (&"Moth Radio".into(), &"SWX".into())
        );
        assert!(read(&record, "no date", &context).is_none());
    }
}
