//! The sample life as records, for tests from outside.

use std::{fs, path::Path};

use jiff::tz::TimeZone;
use ownyou::{
    ingest::{Item, Options, Reader},
    record::Record,
};

/// Its four files, read as a person's own.
pub fn records() -> Vec<Record> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sample");
    let mut records = Vec::new();
    for name in ["mail.mbox", "bank.csv", "calendar.ics", "BrowserHistory.json"] {
        let bytes = fs::read(folder.join(name)).unwrap();
        let options = Options { zone: TimeZone::get("Europe/London").unwrap(), columns: None };
        let mut reader = Reader::new(name, &bytes[..bytes.len().min(65_536)], options).unwrap();
        let mut sink = |item| {
            if let Item::Record(record) = item {
                records.push(*record);
            }
        };
        reader.push(&bytes, &mut sink).unwrap();
        reader.finish(&mut sink).unwrap();
    }
    records
}
