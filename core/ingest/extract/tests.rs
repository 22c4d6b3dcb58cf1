//! The whole of extraction: every damage to any text gives an answer, and the booking mails of a shared collection are
//! read as well as they were.

use std::{env, fs, path::Path};

use proptest::prelude::*;
use serde_json::Value;

use super::super::{Item, fuzz, loose};
use super::*;

const ITINERARY: &str = "Booking reference: ABC123\nPassenger: Mr John Doe\nFlight: 15.06.2017  |  4U 8462 (X)\n* operated by Germanwings\n\
    Departure: 12:55  Berlin-Tegel, Terminal 1\nArrival:   13:50  London Heathrow\nTotal: 4 321,50 €\n\
    Praha hl.n.    06.08. 17:50 EC 283 258   41, 42\nBrno hl.n.   06.08. 20:02\nHotel X\nStreet 5\n1100 Wien\nCheck-in 1 May 2026 15:00\n\
    Check-out 3. Mai 2026\n2 nights, 1 room\nM1MUELLER/ANNA        EXXX007 VIEMXPAK 1996 249J013C0042 167>5321WW8325BAK\n";

fn things(text: &str) -> Vec<Extracted> {
    extract(&loose("a.txt", text.as_bytes(), None))
}

#[test]
fn a_thing_names_its_record_and_is_whole() {
    let found = things(ITINERARY);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].kind.as_str(), found[0].extractor), ("FlightReservation", "flights@1"));
    assert_eq!(found[0].json["reservationFor"]["departureTime"]["@value"], "2017-06-15T12:55:00+02:00");
    assert_eq!(found[0].json["totalPrice"], 4321.5);
    assert!(found[0].id.starts_with(found[0].record.as_str()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_an_answer(text in "\\PC{0,400}") {
        things(&text);
    }

    #[test]
    fn any_damage_to_an_itinerary_gives_an_answer(at in 0..600_usize, length in 0..80_usize, insert in "[ -~\\n€éß:/.0-9]{0,12}") {
        let mut bytes = ITINERARY.as_bytes().to_vec();
        let start = at.min(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, insert.bytes());
        extract(&loose("a.txt", &bytes, None));
        extract(&loose("a.html", &bytes, None));
    }

    #[test]
    fn any_markup_gives_an_answer(name in "[a-zA-Z]{1,12}", text in "\\PC{0,30}", depth in 0..30_usize) {
        let mut value = serde_json::json!({"@type": name, "reservationFor": text, "departureTime": text, "address": {"addressCountry": text}});
        for _ in 0..depth {
            value = serde_json::json!({"@type": "FlightReservation", "reservationFor": value, "underName": [value], "@graph": [value]});
            if value.to_string().len() > 10_000 { break; }
        }
        schema::read(&[value]);
    }
}

#[test]
fn a_long_text_takes_no_long_time() {
    for piece in
        ["LH 1234 ", "10:00 ", "Check-in Check-out hotel\n", "Departure: ", "(TXL) ", "EC 283\n", "1 Jan ", "a: "]
    {
        things(&piece.repeat(60_000 / piece.len()));
    }
}

/// The leaves of a JSON value with their paths.
fn leaves(value: &Value, path: String, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| leaves(value, format!("{path}.{name}"), found)),
        Value::Array(values) => values.iter().for_each(|value| leaves(value, format!("{path}[]"), found)),
        // The table knows places to a hundredth of a degree.
        Value::Number(number) => found.push((path, format!("{:.1}", number.as_f64().unwrap_or_default()))),
        other => found.push((path, other.as_str().map_or(other.to_string(), |text| text.trim().to_owned()))),
    }
}

fn common(expected: &Value, got: &Value) -> (usize, usize, usize) {
    let (mut wanted, mut found) = (Vec::new(), Vec::new());
    leaves(expected, String::new(), &mut wanted);
    leaves(got, String::new(), &mut found);
    let (all, mut rest) = (wanted.len(), found.len());
    let hit = wanted.into_iter().filter(|leaf| {
        let at = found.iter().position(|other| other == leaf);
        at.map(|at| found.swap_remove(at)).is_some()
    });
    let hit = hit.count();
    rest -= hit;
    (hit, all, rest)
}

fn read_file(path: &Path) -> Vec<Value> {
    let bytes = fs::read(path).unwrap();
    let name = path.to_str().unwrap();
    let is_text = name.ends_with(".txt") || name.ends_with(".html");
    let context =
        fs::read(path.with_file_name("context.eml")).ok().and_then(|mail| fuzz::read("context.eml", &mail).ok());
    let context = context.and_then(|(_, items)| items.into_iter().find_map(record_of));
    let records = if is_text {
        vec![loose(name, &bytes, context.as_ref())]
    } else {
        fuzz::read(name, &bytes).unwrap().1.into_iter().filter_map(record_of).collect()
    };
    records.iter().flat_map(extract).map(|found| found.json).collect()
}

fn record_of(item: Item) -> Option<Record> {
    match item {
        Item::Record(record) => Some(*record),
        Item::Skipped(_) => None,
    }
}

/// Real booking mails with their answers, where the collection is beside the checkout.
#[test]
fn the_shared_booking_mails_are_read() {
    let shared =
        env::var("OWNYOU_SHARED").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let root = Path::new(&shared).join("data/mail-and-calendar");
    let Ok(vendors) = fs::read_dir(&root) else {
        eprintln!("skipped: there is no {}", root.display());
        return;
    };
    let (mut hits, mut wanted, mut extra) = (0, 0, 0);
    let files =
        vendors.flatten().filter_map(|vendor| fs::read_dir(vendor.path()).ok()).flat_map(|files| files.flatten());
    for answer in
        files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|extension| extension == "json"))
    {
        let input = answer.with_extension("");
        if !input.exists() {
            continue;
        }
        let expected: Vec<Value> = serde_json::from_slice(&fs::read(&answer).unwrap()).unwrap();
        let mut found = read_file(&input);
        for one in &expected {
            let best = (0..found.len()).max_by_key(|at| common(one, &found[*at]).0);
            let got = best.map(|at| found.swap_remove(at)).unwrap_or_default();
            let (hit, all, more) = common(one, &got);
            (hits, wanted, extra) = (hits + hit, wanted + all, extra + more);
        }
        let mut rest = Vec::new();
        found.iter().for_each(|one| leaves(one, String::new(), &mut rest));
        extra += rest.len();
    }
    assert!(wanted > 0, "no answers in {}", root.display());
    assert!(hits * 100 >= wanted * 95, "{hits} of {wanted} fields found");
    assert!(hits * 100 >= (hits + extra) * 94, "{extra} fields beside {hits} right ones");
}
