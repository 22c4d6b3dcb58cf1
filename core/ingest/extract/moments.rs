//! Dates and times of day as people's languages write them, found in a line of text.

use std::{collections::HashMap, sync::LazyLock};

use jiff::civil::{Date, Time};

use super::{
    labels,
    words::{Word, fold, has_digit, runs},
};

/// A date whose year may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The year, where it is written.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Day {
    fn new(year: Option<u32>, month: u32, day: u32) -> Option<Self> {
        let year = match year {
            Some(year @ 0..=99) => Some(i16::try_from(year).ok()? + 2000),
            Some(year @ 1900..=2199) => Some(i16::try_from(year).ok()?),
            Some(_) => return None,
            None => None,
        };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        // 2000 was a leap year: what is no day then is no day ever.
        Date::new(year.unwrap_or(2000), month, day).ok()?;
        Some(Self { year, month, day })
    }

    /// The date; without a year of its own the first one not before `reference`.
    pub fn resolve(self, reference: Option<Date>) -> Option<Date> {
        if let Some(year) = self.year {
            return Date::new(year, self.month, self.day).ok();
        }
        let reference = reference?;
        let first = reference.year();
        let mut dates = (first..first.saturating_add(5)).filter_map(|year| Date::new(year, self.month, self.day).ok());
        dates.find(|date| *date >= reference)
    }
}

/// What was found, and where in its line it stands (bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Its first byte.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
}

/// Names and abbreviations of the months, folded, in English, German, French, Spanish, Italian, Portuguese, Dutch,
/// Swedish, Danish, Norwegian, Finnish, Czech, Polish, Hungarian, Romanian, Croatian and Turkish.
const MONTHS: [&str; 12] = [
    "jan january januar januari janvier janv ene enero gen gennaio janeiro tammikuu tammikuuta tammi leden ledna stycznia styczen sty januar janv ianuarie ian sijecnja ocak oca janner",
    "feb february februar februari fevrier fevr fev febrero febbraio fevereiro helmikuu helmikuuta helmi unor unora lutego luty lut februarie veljace subat sub",
    "mar march marz maerz mrz mars marzo marco maart mrt maaliskuu maaliskuuta maalis brezen brezna marca marzec marcius martie ozujka mart",
    "apr april avril avr abril abr aprile huhtikuu huhtikuuta huhti duben dubna kwietnia kwiecien kwi aprilis aprilie travnja nisan nis",
    "may mai mayo maggio mag maio mei maj toukokuu toukokuuta touko kveten kvetna maja majus svibnja mayis",
    "jun june juni juin junio giugno giu junho kesakuu kesakuuta kesa cerven cervna czerwca czerwiec cze junius iunie lipnja haziran haz",
    "jul july juli juillet juil julio luglio lug julho heinakuu heinakuuta heina cervenec cervence lipca lipiec lip julius iulie srpnja temmuz tem",
    "aug august aout agosto ago augustus augusti elokuu elokuuta elo srpen srpna sierpnia sierpien sie augusztus kolovoza agustos agu",
    "sep sept september septembre septiembre settembre set setembro syyskuu syyskuuta syys zari wrzesnia wrzesien wrz szeptember septembrie rujna eylul eyl",
    "oct okt october oktober octobre octubre ottobre ott outubro out lokakuu lokakuuta loka rijen rijna pazdziernika pazdziernik paz octombrie listopada_hr ekim eki",
    "nov november novembre noviembre novembro marraskuu marraskuuta marras listopad listopadu listopada lis noiembrie studenoga kasim kas",
    "dec dez december dezember decembre dicembre dic diciembre dezembro des desember joulukuu joulukuuta joulu prosinec prosince grudnia grudzien gru decembrie prosinca aralik ara",
];

/// The same by name; a name of two months is the earlier one's.
static MONTH: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let names = (1_u8..=12).zip(MONTHS).rev();
    names.flat_map(|(month, names)| names.split(' ').map(move |name| (name, u32::from(month)))).collect()
});

/// The month a word names.
pub fn month(word: &str) -> Option<u32> {
    if word.len() < 3 { None } else { MONTH.get(fold(word).as_str()).copied() }
}

/// Which comes first in `03/04/2026`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Day, month: all but Americans.
    #[default]
    DayFirst,
    /// Month, day.
    MonthFirst,
}

impl Order {
    /// The order a text uses: the month comes first where the second number of some date can be no month.
    pub fn of(text: &str) -> Self {
        let month_first = text.lines().filter(|line| line.contains('/')).any(|line| {
            let words = runs(line);
            words.windows(3).any(|three| {
                let [month, day, year] = three else { return false };
                let numbers = (month.number(), day.number(), year.number());
                day.gap == "/" && year.gap == "/" && matches!(numbers, (Some(1..=12), Some(13..=31), Some(_)))
            })
        });
        if month_first { Self::MonthFirst } else { Self::DayFirst }
    }
}

/// The dates of a line, from left to right.
pub fn days(line: &str, order: Order) -> Vec<Found<Day>> {
    if !has_digit(line) {
        return Vec::new();
    }
    let words = runs(line);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        match day_at(rest, line, order) {
            Some((value, used)) => {
                if let (Some(first), Some(last)) = (rest.first(), rest.get(used.saturating_sub(1))) {
                    let weekday = at.checked_sub(1).and_then(|at| words.get(at)).filter(|word| is_weekday(word.text));
                    found.push(Found { value, start: weekday.unwrap_or(first).start, end: last.end });
                }
                at += used.max(1);
            }
            None => at += 1,
        }
    }
    found
}

/// Names and abbreviations of weekdays in the languages of the months; they belong to the date behind them.
const WEEKDAYS: &str = "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday mo montag di dienstag mi mittwoch do donnerstag fr freitag \
    sa samstag sonnabend so sonntag lun lundi mar mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche lunes martes mie miercoles jue jueves vie viernes sab sabado dom domingo \
    lunedi martedi mercoledi gio giovedi venerdi sabato domenica ma maandag dinsdag wo woensdag donderdag vr vrijdag za zaterdag zo zondag man mandag tis tisdag tir tirsdag ons onsdag \
    tor tors torsdag fre fredag lor lordag son sondag pondeli utery streda ctvrtek patek sobota nedele po ut st ct pa ne pon wt sr czw pt nd poniedzialek wtorek sroda czwartek piatek niedziela \
    seg ter qua qui sex segunda terca quarta quinta sexta";

/// Whether a word is a weekday or short for one.
pub fn is_weekday(word: &str) -> bool {
    let word = fold(word);
    WEEKDAYS.split_whitespace().any(|day| day == word)
}

/// Reads a date at the beginning of `words`; how many of them it takes.
fn day_at(words: &[Word], line: &str, order: Order) -> Option<(Day, usize)> {
    let first = words.first()?;
    match first.number() {
        Some(number) if first.text.len() == 4 => year_first(number, words),
        Some(number) if first.text.len() <= 2 => {
            numeric(number, words, line, order).or_else(|| day_and_name(number, words))
        }
        Some(_) => None,
        None => name_and_day(words),
    }
}

/// `2018-08-10`, `2018. 08. 10.`, `2018/08/10`
fn year_first(year: u32, words: &[Word]) -> Option<(Day, usize)> {
    let (month, day) = (words.get(1)?, words.get(2)?);
    let gap = month.gap.trim();
    if !matches!(gap, "-" | "." | "/") || day.gap.trim() != gap || month.text.len() > 2 || day.text.len() > 2 {
        return None;
    }
    Some((Day::new(Some(year), month.number()?, day.number()?)?, 3))
}

/// `10.08.2018`, `10/08/18`, `10-08-2018`, `06.08.`
fn numeric(first: u32, words: &[Word], line: &str, order: Order) -> Option<(Day, usize)> {
    let second = words.get(1).filter(|word| word.text.len() <= 2 && !word.text.is_empty())?;
    let gap = second.gap;
    if !matches!(gap, "." | ". " | "/" | "-") {
        return None;
    }
    let number = second.number()?;
    let year = words.get(2).filter(|word| word.gap == gap && matches!(word.text.len(), 2 | 4)).and_then(Word::number);
    // `12.30.` is a time or a version for all one knows: without a year only `06.08.` is a date.
    if year.is_none() && !(gap.starts_with('.') && line.get(second.end..).is_some_and(|rest| rest.starts_with('.'))) {
        return None;
    }
    let swapped = gap == "/" && order == Order::MonthFirst;
    let (day, month) = if swapped { (number, first) } else { (first, number) };
    Some((Day::new(year, month, day)?, if year.is_some() { 3 } else { 2 }))
}

/// `07 JUNE 2016`, `5. Nov. 2017`, `20-Jul`, `7 de julio de 2026`, `1st of May`, `07APR17`
fn day_and_name(day: u32, words: &[Word]) -> Option<(Day, usize)> {
    let mut at = 1;
    while words
        .get(at)
        .is_some_and(|word| matches!(fold(word.text).as_str(), "st" | "nd" | "rd" | "th" | "de" | "of" | "er"))
    {
        at += 1;
    }
    let name = words.get(at).filter(|word| word.gap.chars().count() <= 3)?;
    let month = month(name.text)?;
    at += 1;
    let mut behind = at;
    while words.get(behind).is_some_and(|word| matches!(fold(word.text).as_str(), "de" | "del" | "of")) {
        behind += 1;
    }
    let year = year_at(words, behind);
    Some((Day::new(year, month, day)?, if year.is_some() { behind + 1 } else { at }))
}

/// `July 5, 2026`, `Mar 3`
fn name_and_day(words: &[Word]) -> Option<(Day, usize)> {
    // The number first: most words have none behind them, and looking through the names takes longest.
    let day = words.get(1).filter(|word| word.text.len() <= 2 && matches!(word.gap, " " | ". " | "-"))?;
    let (day, month) = (day.number()?, month(words.first()?.text)?);
    let mut at = 2;
    while words.get(at).is_some_and(|word| word.gap.is_empty() && matches!(word.text, "st" | "nd" | "rd" | "th")) {
        at += 1;
    }
    let year = year_at(words, at).filter(|year| *year > 99);
    Some((Day::new(year, month, day)?, if year.is_some() { at + 1 } else { at }))
}

/// The year at `at`: four digits, or two right behind a name or a separator as in `07APR17`.
fn year_at(words: &[Word], at: usize) -> Option<u32> {
    let word = words.get(at).filter(|word| word.gap.chars().count() <= 2 && !word.gap.contains(':'))?;
    let tight = matches!(word.gap, "" | "-" | "/" | "." | "'");
    let next_is_minute = words.get(at + 1).is_some_and(|next| next.gap == ":");
    let number = word.number()?;
    match word.text.len() {
        4 if (1900..2200).contains(&number) => Some(number),
        2 if tight && !next_is_minute => Some(number),
        _ => None,
    }
}

/// The times of day of a line, from left to right; spans of time (`Duration: 01:20`) are not among them.
pub fn times(line: &str) -> Vec<Found<Time>> {
    if !has_digit(line) {
        return Vec::new();
    }
    let words = runs(line);
    let mut found: Vec<Found<Time>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        match time_at(rest, words.get(at.wrapping_sub(1)), line) {
            Some((value, used)) => {
                if let (Some(first), Some(last)) = (rest.first(), rest.get(used.saturating_sub(1))) {
                    found.push(Found { value, start: first.start, end: last.end });
                }
                at += used.max(1);
            }
            None => at += 1,
        }
    }
    let span = span_at(line).unwrap_or(line.len());
    found.retain(|time| time.start < span);
    found
}

/// Where a line begins to tell how long something takes: `Duration 01:20` is no time of day.
pub fn span_at(line: &str) -> Option<usize> {
    const SPANS: &[&str] = &[
        "duration",
        "dauer",
        "fahrzeit",
        "fahrtdauer",
        "reisezeit",
        "reisedauer",
        "flugzeit",
        "flugdauer",
        "duree",
        "duracion",
        "durata",
        "duracao",
        "duur",
        "reisduur",
        "restid",
        "kesto",
        "total travel time",
        "travel time",
        "journey time",
        "flight time",
        "varighed",
    ];
    labels::find(line, SPANS).map(|label| label.start)
}

fn time_at(words: &[Word], before: Option<&Word>, line: &str) -> Option<(Time, usize)> {
    let hour = words.first().filter(|word| word.text.len() <= 2)?;
    let number = hour.number()?;
    if before.is_some_and(|before| before.number().is_some() && matches!(hour.gap, ":" | "." | "," | "/" | "-" | "+")) {
        return None;
    }
    let half = |at: usize| {
        words.get(at).filter(|word| matches!(word.gap, "" | " ")).and_then(|word| half_of_day(word, words.get(at + 1)))
    };
    let second = words.get(1);
    if let Some(minute) = second.filter(|word| word.gap == ":" && word.text.len() == 2) {
        let minutes = minute.number()?;
        let seconds = words.get(2).filter(|word| word.gap == ":" && word.text.len() == 2 && word.number().is_some());
        let used = if seconds.is_some() { 3 } else { 2 };
        return match half(used) {
            Some((pm, more)) => Some((clock(twelve(number, pm)?, minutes)?, used + more)),
            None => Some((clock(number, minutes)?, used)),
        };
    }
    if let Some((pm, more)) = half(1) {
        return Some((clock(twelve(number, pm)?, 0)?, 1 + more));
    }
    let letter = second.filter(|word| matches!(word.gap, "" | " ") && matches!(word.text, "h" | "H"));
    if letter.is_some() {
        return match words.get(2).filter(|word| matches!(word.gap, "" | " ") && word.text.len() == 2) {
            Some(minute) => Some((clock(number, minute.number()?)?, 3)),
            None => None,
        };
    }
    let minute = second.filter(|word| word.gap == "." && word.text.len() == 2)?;
    let named_before =
        before.is_some_and(|word| matches!(fold(word.text).as_str(), "kl" | "klo" | "um" | "ore" | "alle"));
    let named_after = words.get(2).is_some_and(|word| matches!(fold(word.text).as_str(), "uhr" | "hod" | "h"));
    let whole = line.trim().len() <= 5;
    (named_before || named_after || whole).then(|| clock(number, minute.number()?)).flatten().map(|time| (time, 2))
}

/// `AM`, `p.m.`: whether it is the second half, and how many runs it takes.
fn half_of_day(word: &Word, next: Option<&Word>) -> Option<(bool, usize)> {
    match word.text {
        "AM" | "am" | "Am" => Some((false, 1)),
        "PM" | "pm" | "Pm" => Some((true, 1)),
        "a" | "p" if next.is_some_and(|next| next.gap == "." && next.text == "m") => Some((word.text == "p", 2)),
        _ => None,
    }
}

fn twelve(hour: u32, afternoon: bool) -> Option<u32> {
    match (hour, afternoon) {
        (12, false) => Some(0),
        (12, true) => Some(12),
        (1..=11, _) => Some(hour + if afternoon { 12 } else { 0 }),
        _ => None,
    }
}

fn clock(hour: u32, minute: u32) -> Option<Time> {
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<String> {
        let reference = Date::new(2026, 3, 1).ok();
        let days = days(line, Order::DayFirst).into_iter().filter_map(|found| found.value.resolve(reference));
        days.map(|date| date.to_string()).collect()
    }

    #[test]
    fn dates_of_many_languages() {
        for (line, date) in [
            ("TUE 07 JUNE 2016", "2016-06-07"),
            ("Sun 5 Nov 2017", "2017-11-05"),
            ("fre 3 jul 2009", "2009-07-03"),
            ("20-Jul", "2026-07-20"),
            ("07APR, 11:10", "2026-04-07"),
            ("10.08.2018", "2018-08-10"),
            ("06.08. 17:50 EC", "2026-08-06"),
            ("2018-08-10T12:00", "2018-08-10"),
            ("martes 7 de julio de 2026", "2026-07-07"),
            ("1er août 2026", "2026-08-01"),
            ("lunedì 3 maggio 2026", "2026-05-03"),
            ("12. prosince 2026", "2026-12-12"),
            ("5 października 2026", "2026-10-05"),
            ("Jul 5, 2026", "2026-07-05"),
            ("March 3rd at noon", "2026-03-03"),
            ("03FEB17", "2017-02-03"),
            ("Fri, 1 Jan", "2027-01-01"),
        ] {
            assert_eq!(read(line), [date], "{line}");
        }
        for line in ["12:30", "version 1.2", "31.02.2026", "call 030 1234567", "", "may I"] {
            assert!(read(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn times_as_written() {
        for (line, expected) in [
            ("12:10", "12:10"),
            ("at 7:30 PM today", "19:30"),
            ("12 a.m.", "00:00"),
            ("7 pm", "19:00"),
            ("12h05", "12:05"),
            ("14.30 Uhr", "14:30"),
            ("11:10:45 Uhr", "11:10"),
        ] {
            let times: Vec<_> =
                times(line).into_iter().map(|found| found.value.strftime("%H:%M").to_string()).collect();
            assert_eq!(times, [expected], "{line}");
        }
        for line in ["DURATION: 01:20", "10.08.2018", "25:10", "1:2:3", "24:00"] {
            assert!(times(line).is_empty(), "{line}");
        }
    }
}
