//! Time zones by their names, from one table of what changed since 1970. Before that a zone has the offset that it had at
//! the end of 1969: what people bring is younger, and the table five times smaller.

use std::{cell::RefCell, collections::BTreeMap};

use jiff::tz::TimeZone;

use crate::{order, tables::Table};

/// Where a TZif file begins, twice: RFC 9636.
const MAGIC: &[u8; 5] = b"TZif2";
/// What every local time is called, as in the table's rules.
const NAME: &[u8; 4] = b"-00\0";

/// The zone of an IANA name, in any case of letters.
///
/// A line of the table has, each behind a tab: the zone's names, the POSIX rule from its last change on, its local time in
/// 1970 as seconds east of Greenwich (`3600`, in summer `7200s`), and its changes: `seconds since the one before:local time`.
///
/// What was found is kept: a life is told in few zones, and each of its moments asks for one.
pub fn find(name: &str) -> Option<TimeZone> {
    thread_local! {
        static FOUND: RefCell<BTreeMap<String, TimeZone>> = const { RefCell::new(BTreeMap::new()) };
    }
    let key = name.to_ascii_lowercase();
    if let Some(zone) = FOUND.with_borrow(|found| found.get(&key).cloned()) {
        return Some(zone);
    }
    let zone = read(name)?;
    FOUND.with_borrow_mut(|found| found.insert(key, zone.clone()));
    Some(zone)
}

fn read(name: &str) -> Option<TimeZone> {
    let (line, known) = Table::Zones.text().lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let names = line.split('\t').next()?;
        Some((line, names.split(' ').find(|known| known.eq_ignore_ascii_case(name))?))
    })?;
    let mut columns = line.split('\t').skip(1);
    let (rule, first, changes) = (columns.next()?, local(columns.next()?)?, columns.next()?);
    let changes: Option<Vec<(i64, Local)>> = changes.split_ascii_whitespace().map(change).collect();
    TimeZone::tzif(known, &tzif(rule, first, &changes?)).ok()
}

/// Seconds east of Greenwich, and whether it is summer time.
type Local = (i32, bool);

fn change(text: &str) -> Option<(i64, Local)> {
    let (seconds, shown) = text.split_once(':')?;
    Some((seconds.parse().ok()?, local(shown)?))
}

fn local(text: &str) -> Option<Local> {
    let offset = text.trim_end_matches('s');
    Some((offset.parse().ok()?, offset != text))
}

/// The zone as a TZif file: an empty part for readers of version 1, then one type of local time for each change.
fn tzif(rule: &str, first: Local, changes: &[(i64, Local)]) -> Vec<u8> {
    // A type's number is one byte: zones have a dozen at most. The first is what holds before the first change.
    let mut locals: Vec<Local> = std::iter::once(first).chain(changes.iter().map(|(_, local)| *local)).collect();
    order::by_key(&mut locals, |local| (*local != first, *local));
    locals.dedup();
    let mut file = header(0, 1);
    file.extend([0; 6]);
    file.extend(NAME);
    file.extend(header(changes.len(), locals.len()));
    let moments = changes.iter().scan(0_i64, |at, (seconds, _)| {
        *at = at.saturating_add(*seconds);
        Some(*at)
    });
    file.extend(moments.flat_map(i64::to_be_bytes));
    let kind = |local: &Local| locals.iter().position(|known| known == local).and_then(|kind| u8::try_from(kind).ok());
    file.extend(changes.iter().map(|(_, local)| kind(local).unwrap_or_default()));
    for (offset, summer) in &locals {
        file.extend(offset.to_be_bytes());
        file.extend([u8::from(*summer), 0]);
    }
    file.extend(NAME);
    file.extend(format!("\n{rule}\n").bytes());
    file
}

/// Six counts: only changes, types and the letters of the one name.
fn header(changes: usize, types: usize) -> Vec<u8> {
    let mut header = MAGIC.to_vec();
    header.extend([0; 15]);
    let counts = [0, 0, 0, changes, types, NAME.len()].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    header.extend(counts.into_iter().flat_map(u32::to_be_bytes));
    header
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan};

    use super::*;

    /// Beside the machine's own database, which is of another edition: each month, and both sides of each change.
    #[test]
    fn zones_show_the_hours_that_the_machines_do() {
        let time = |text: &str| text.parse::<Timestamp>().unwrap();
        let (begin, end) = (time("1976-01-01T00:00:00Z"), time("2026-09-01T00:00:00Z"));
        let (mut zones, mut other) = (0, Vec::new());
        for name in jiff::tz::db().available() {
            let (Some(ours), Ok(theirs)) = (find(name.as_str()), TimeZone::get(name.as_str())) else { continue };
            zones += 1;
            let months = (0..608).map(|month| begin + (month * 730).hours());
            let changes = theirs.following(begin).map(|change| change.timestamp()).take_while(|at| *at < end);
            let around = changes.flat_map(|at| [at - 1.second(), at]);
            if months.chain(around).any(|at| ours.to_offset(at) != theirs.to_offset(at)) {
                other.push(name.to_string());
            }
        }
        assert!(zones > 400, "{zones}");
        // A few countries' decrees and corrections lie between two editions.
        assert!(other.len() * 20 < zones, "{other:?}");
        let settled = ["Europe/Berlin", "America/New_York", "Asia/Tokyo"];
        assert!(!other.iter().any(|name| settled.contains(&name.as_str())), "{other:?}");
    }

    /// A rule that begins with no other time; a summer that is the standard; half hours; the future.
    #[test]
    fn the_odd_ones() {
        for (name, at, hours) in [
            ("Pacific/Norfolk", "2016-01-01T00:00:00Z", 11.0),
            ("Pacific/Norfolk", "2020-01-01T00:00:00Z", 12.0),
            ("Europe/Dublin", "2024-07-01T00:00:00Z", 1.0),
            ("Australia/Lord_Howe", "2040-01-01T00:00:00Z", 11.0),
            ("Asia/Kathmandu", "2024-01-01T00:00:00Z", 5.75),
            ("Europe/London", "1970-06-01T00:00:00Z", 1.0),
        ] {
            let offset = find(name).unwrap().to_offset(at.parse().unwrap());
            assert_eq!(f64::from(offset.seconds()) / 3600.0, hours, "{name} {at}");
        }
    }

    #[test]
    fn names_are_found_in_any_case_and_nothing_else_is() {
        assert_eq!(find("europe/BERLIN").unwrap().iana_name(), Some("Europe/Berlin"));
        for name in ["", "#", "Nowhere/Land", "Europe", "Europe/Berlin Europe/Oslo", "CET-1CEST,M3.5.0,M10.5.0/3"] {
            assert!(find(name).is_none(), "{name}");
        }
    }
}
