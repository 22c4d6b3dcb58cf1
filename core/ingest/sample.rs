//! The sample life, for the tests of every room: the files that the app offers on one day, read as a person's own.

use std::{fs, path::Path};

use jiff::tz::TimeZone;

use super::{Item, Options, Reader};
use crate::record::Record;

/// Its files.
pub const FILES: [&str; 4] = ["mail.mbox", "bank.csv", "calendar.ics", "BrowserHistory.json"];

/// One of its files.
pub fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sample").join(name)).unwrap()
}

/// The records of these files. Fails if anything is skipped.
pub fn records(names: &[&str]) -> Vec<Record> {
    let mut records = Vec::new();
    for name in names {
        let bytes = file(name);
        let options = Options { zone: TimeZone::get("Europe/London").unwrap(), columns: None };
        let mut reader = Reader::new(name, &bytes[..bytes.len().min(65_536)], options).unwrap();
        let mut sink = |item| match item {
            Item::Record(record) => records.push(*record),
            Item::Skipped(skip) => panic!("{name}: {skip:?}"),
        };
        reader.push(&bytes, &mut sink).unwrap();
        reader.finish(&mut sink).unwrap();
    }
    records
}
