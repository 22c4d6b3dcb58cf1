//! Words that cards share: days and stretches of time as people say them, lists of names, texts cut to length, and entries
//! for a calendar.

use jiff::{civil::Date, tz::TimeZone};

use crate::{
    missions::card::{Does, Offer},
    time::{Time, When, day_of},
};

/// The longest title, characters.
const TITLE: usize = 60;

/// Days since 1970-01-01.
pub fn number_of(day: Date) -> i64 {
    day.to_zoned(TimeZone::UTC).map_or(0, |midnight| midnight.timestamp().as_second().div_euclid(86_400))
}

/// Days from one day to another.
pub fn days(from: Date, to: Date) -> i64 {
    number_of(to) - number_of(from)
}

/// The day so many days later; far outside of the calendar, the day itself.
pub fn later(day: Date, count: i64) -> Date {
    day.checked_add(jiff::Span::new().try_days(count).unwrap_or_default()).unwrap_or(day)
}

/// `3 March`, with its year where that is not this one.
pub fn day(date: Date, today: Date) -> String {
    if date.year() == today.year() { day_of(date) } else { dated(date) }
}

/// `3 March 2026`: as one writes to others.
pub fn dated(date: Date) -> String {
    format!("{} {}", day_of(date), date.year())
}

/// `Thu 10 September`
pub fn weekday(date: Date) -> String {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let at = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    format!("{} {}", NAMES.get(at).copied().unwrap_or_default(), day_of(date))
}

/// `10–15 September`, `30 May – 2 June`.
pub fn range(from: Date, to: Date) -> String {
    if from == to {
        day_of(from)
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{}–{}", from.day(), day_of(to))
    } else {
        format!("{} – {}", day_of(from), day_of(to))
    }
}

/// How far off a day is: `today`, `tomorrow`, `in 5 days`, `in 3 weeks`, `in 4 months`.
pub fn ahead(today: Date, date: Date) -> String {
    match days(today, date) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        count @ 2..=20 => format!("in {count} days"),
        count @ 21..=60 => format!("in {} weeks", count / 7),
        count if count > 60 => format!("in {} months", count / 30),
        count => ago(-count),
    }
}

/// How long ago so many days are: `yesterday`, `5 days ago`, `3 weeks ago`, `4 months ago`.
pub fn ago(count: i64) -> String {
    match count {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=20 => format!("{count} days ago"),
        21..=60 => format!("{} weeks ago", count / 7),
        61..=729 => format!("{} months ago", count / 30),
        _ => format!("{} years ago", count / 365),
    }
}

/// `1 night`, `5 nights`.
pub fn count(number: i64, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// `A`, `A and B`, `A, B and C`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `Tom` of `Tom Ashby`; what is no name stays.
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// A title that is short enough, cut at a word.
pub fn title(text: &str) -> String {
    short(text, TITLE)
}

/// At most so many characters, cut at a word.
pub fn short(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(cut, _)| cut).trim_end_matches([',', '–', '-', ':', ' ']);
    format!("{cut}…")
}

/// The first moment of a day, where the person is.
pub fn midnight(day: Date, zone: &TimeZone) -> Option<Time> {
    When::Day(day).to_time(zone)
}

/// A button that puts a whole day, or several, in the calendar.
pub fn calendar(label: &str, title: &str, from: Date, last: Date, notes: &str, now: Time) -> Offer {
    let end = later(last, 1);
    let day = |date: Date| date.to_string().replace('-', "");
    let stamp: String = now.instant().to_string().chars().take_while(|c| *c != '.' && *c != 'Z').collect();
    let stamp = stamp.replace(['-', ':'], "");
    let rows = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//OwnYou//Missions//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!(
            "UID:{}-{}@ownyou",
            day(from),
            crate::unicode::fold(title).replace(|c: char| !c.is_ascii_alphanumeric(), "-")
        ),
        format!("DTSTAMP:{stamp}Z"),
        format!("DTSTART;VALUE=DATE:{}", day(from)),
        format!("DTEND;VALUE=DATE:{}", day(end)),
        format!("SUMMARY:{}", escaped(title)),
        format!("DESCRIPTION:{}", escaped(notes)),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    let mut ics = String::new();
    for row in rows.iter().filter(|row| *row != "DESCRIPTION:") {
        fold_line(row, &mut ics);
    }
    Offer::new(label, Does::Calendar { ics })
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// RFC 5545 has lines of at most 75 octets; the rest goes on behind a blank.
fn fold_line(row: &str, out: &mut String) {
    let mut length = 0;
    for letter in row.chars() {
        if length + letter.len_utf8() > 74 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_said_as_people_say_them() {
        assert_eq!(range(date(2026, 9, 10), date(2026, 9, 15)), "10–15 September");
        assert_eq!(range(date(2026, 5, 30), date(2026, 6, 2)), "30 May – 2 June");
        assert_eq!(weekday(date(2026, 9, 10)), "Thu 10 September");
        let today = date(2026, 11, 1);
        for (day, said) in [
            (date(2026, 11, 1), "today"),
            (date(2026, 11, 2), "tomorrow"),
            (date(2026, 11, 15), "in 14 days"),
            (date(2026, 12, 20), "in 7 weeks"),
            (date(2027, 3, 1), "in 4 months"),
            (date(2026, 10, 30), "2 days ago"),
        ] {
            assert_eq!(ahead(today, day), said);
        }
        assert_eq!(list(&["A".into(), "B".into(), "C".into()]), "A, B and C");
    }

    #[test]
    fn long_titles_are_cut_at_a_word() {
        let long = "Your trip to Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, 10–15 September";
        assert!(title(long).chars().count() <= 60 && title(long).ends_with('…'));
        assert_eq!(title("Two  words"), "Two words");
    }

    #[test]
    fn an_entry_is_a_calendar_file() {
        let now: Time = "2026-11-01T09:00:00+01:00".parse().unwrap();
        let title = "Tom's birthday; a long one, with more octets than a line of iCalendar holds 🎂";
        let offer = calendar("Add", title, date(2026, 11, 3), date(2026, 11, 3), "", now);
        let Does::Calendar { ics } = offer.does else { panic!("{offer:?}") };
        assert!(ics.contains("DTSTAMP:20261101T080000Z\r\n") && ics.contains("DTEND;VALUE=DATE:20261104\r\n"), "{ics}");
        assert!(ics.contains("SUMMARY:Tom's birthday\\; a long one\\,") && !ics.contains("DESCRIPTION"), "{ics}");
        assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
    }
}
