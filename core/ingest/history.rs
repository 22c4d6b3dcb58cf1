//! Browsing history as JSON: Google Takeout's `BrowserHistory.json` and `History.json`, Safari's `History.json`, and
//! plain lists of visits.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{
    IngestError, Item, Sink, SkipReason, charset,
    json::{Cut, Cutter, Lists},
    skip,
};
use crate::{
    record::{Record, RecordId, Source},
    time::Time,
};

/// Visits are small and flat. What does not look like one is told only in lists that have one of these names.
const LISTS: Lists = Lists {
    names: &[b"", b"Browser History", b"BrowserHistory", b"history", b"visits"],
    root: false,
    size: 256 * 1024,
    depth: 64,
};
/// The names of the time of a visit, best first.
const TIMES: [&str; 8] =
    ["time_usec", "visit_time", "visitTime", "lastVisitTime", "last_visit_time", "time", "timestamp", "date"];

/// Reads a history.
pub struct History {
    cutter: Cutter,
    visits: u64,
}

impl Default for History {
    /// At the start of a file.
    fn default() -> Self {
        Self { cutter: Cutter::new(LISTS), visits: 0 }
    }
}

impl History {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink) {
        let Self { cutter, visits } = self;
        cutter.push(bytes, &mut |cut| {
            match read(&cut) {
                Ok(record) => sink(Item::Record(Box::new(record))),
                Err(why) if cut.known => sink(skip(place(*visits), why)),
                Err(_) => return,
            }
            *visits = visits.saturating_add(1);
        });
    }

    /// The file is complete.
    pub fn finish(self, sink: Sink) -> Result<(), IngestError> {
        if !self.cutter.is_complete() {
            sink(skip(place(self.visits), SkipReason::Truncated));
        } else if !self.cutter.known_seen() && self.visits == 0 {
            return Err(IngestError::NothingKnown);
        }
        Ok(())
    }
}

fn place(before: u64) -> String {
    format!("visit {}", before.saturating_add(1))
}

fn read(cut: &Cut) -> Result<Record, SkipReason> {
    let fields: Map<String, Value> =
        serde_json::from_str(&charset::text(cut.object?)).map_err(|_| SkipReason::NotJson)?;
    visit(&fields)
}

fn visit(fields: &Map<String, Value>) -> Result<Record, SkipReason> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let url = text("url").ok_or(SkipReason::NotAVisit)?;
    let time = TIMES.iter().find_map(|name| fields.get(*name)).ok_or(SkipReason::NotAVisit)?;
    let mut record = page(url, text("title"), moment(time))?;
    if let Some(transition) = text("page_transition").or_else(|| text("page_transition_qualifier")) {
        record.extra.insert("transition".into(), transition.into());
    }
    Ok(record)
}

/// The record of a page visited.
pub fn page(url: &str, title: Option<&str>, time: Result<Time, SkipReason>) -> Result<Record, SkipReason> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return Err(SkipReason::NotWeb);
    }
    let time = time?;
    let id = RecordId::from_natural_key(Source::History, &[url, &time.instant().as_microsecond().to_string()]);
    let mut record = Record::new(id, Source::History);
    record.time = Some(time);
    record.url = Some(url.to_owned());
    record.title = title.map(str::to_owned);
    Ok(record)
}

/// A time as browsers and their add-ons write it: RFC 3339, or a number since 1970 whose size tells its unit (seconds,
/// milliseconds, microseconds), or Chrome's own microseconds since 1601.
pub fn moment(value: &Value) -> Result<Time, SkipReason> {
    /// 1601-01-01 to 1970-01-01, microseconds.
    const CHROME_EPOCH: i64 = 11_644_473_600_000_000;
    let number = match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(whole)),
        Value::String(text) => match text.trim().parse::<i64>() {
            Ok(number) => Some(number),
            Err(_) => return text.trim().parse().map_err(|_| SkipReason::NotADate),
        },
        _ => None,
    };
    let number = number.ok_or(SkipReason::NotADate)?;
    let timestamp = match number {
        0..100_000_000_000 => Timestamp::from_second(number),
        100_000_000_000..100_000_000_000_000 => Timestamp::from_millisecond(number),
        100_000_000_000_000..CHROME_EPOCH => Timestamp::from_microsecond(number),
        CHROME_EPOCH.. => Timestamp::from_microsecond(number - CHROME_EPOCH),
        _ => return Err(SkipReason::DateOutOfRange),
    };
    timestamp.map(Time::utc).map_err(|_| SkipReason::DateOutOfRange)
}

/// A floating number of milliseconds as a whole one.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked, the fraction is meant to go")]
fn whole(number: f64) -> Option<i64> {
    (number.abs() < 9.0e15).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Skip, fuzz::read};
    use super::*;

    fn records(json: &str) -> Vec<Record> {
        read("History.json", json.as_bytes())
            .unwrap()
            .1
            .into_iter()
            .filter_map(|item| if let Item::Record(record) = item { Some(*record) } else { None })
            .collect()
    }

    #[test]
    fn takeout() {
        let json = r#"{"Browser History": [
            {"favicon_url":"https://a/f.ico","page_transition":"LINK","title":"Caf\u00e9 \"{[","url":"https://a.example/x","client_id":"q","time_usec":1700000000123456},
            {"page_transition":"TYPED","title":"","url":"chrome://newtab/","time_usec":1700000000123457},
            {"title":"no time","url":"https://a.example/"}
        ], "Session": [{"session": {"x": []}}]}"#;
        let (format, items) = read("BrowserHistory.json", json.as_bytes()).unwrap();
        assert_eq!(format, Format::History);
        assert_eq!(items.len(), 3);
        let Item::Record(first) = &items[0] else { panic!("{items:?}") };
        assert_eq!(first.title.as_deref(), Some("Café \"{["));
        assert_eq!(first.time.unwrap().to_string(), "2023-11-14T22:13:20.123456+00:00");
        assert_eq!(first.extra["transition"], "LINK");
        assert_eq!(items[1], Item::Skipped(Skip { at: "visit 2".into(), why: SkipReason::NotWeb }));
        assert_eq!(items[2], Item::Skipped(Skip { at: "visit 3".into(), why: SkipReason::NotAVisit }));
    }

    #[test]
    fn times_in_every_unit() {
        let times = ["1700000000", "1700000000000", "1700000000000.25", "1700000000000000", "13344473600000000"];
        let list: Vec<_> = times.iter().map(|time| format!(r#"{{"url":"https://a/","visitTime":{time}}}"#)).collect();
        let found = records(&format!("[{}]", list.join(",")));
        assert_eq!(found.len(), times.len());
        assert!(found.iter().all(|record| record.time.unwrap().unix_seconds() == 1_700_000_000));
        assert!(found.iter().all(|record| record.id == found[0].id));
    }

    #[test]
    fn deep_nesting_is_skipped_and_the_next_visit_is_read() {
        let deep = format!("{}1{}", "[".repeat(200_000), "]".repeat(200_000));
        let json = format!(r#"[{{"url":"https://a/","x":{deep}}},{{"url":"https://b/","time":1700000000}}]"#);
        let (_, items) = read("a.json", json.as_bytes()).unwrap();
        assert!(matches!(&items[0], Item::Skipped(skip) if skip.why == SkipReason::TooDeep), "{items:?}");
        assert!(matches!(&items[1], Item::Record(record) if record.url.as_deref() == Some("https://b/")));
        assert!(read("a.json", format!("[\"url\",{}", "[{\"a\":".repeat(300_000)).as_bytes()).is_ok());
    }

    #[test]
    fn a_cut_file_gives_what_it_has() {
        let (_, items) =
            read("a.json", br#"{"Browser History":[{"url":"https://b/","time_usec":1700000000000000},{"ur"#).unwrap();
        assert_eq!(items.len(), 2);
        assert_eq!(items[1], Item::Skipped(Skip { at: "visit 2".into(), why: SkipReason::Truncated }));
    }

    #[test]
    fn other_json_is_refused() {
        assert_eq!(read("a.json", br#"{"url":"x","b":{"c":[1]}}"#).unwrap_err(), IngestError::NothingKnown);
    }
}
