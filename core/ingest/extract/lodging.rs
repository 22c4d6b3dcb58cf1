//! Stays in text: the day one comes, the day one goes, and the house.

use jiff::civil::{Date, Time};
use serde_json::Value;

use super::{
    Context, airports, countries, labels, moments, shape,
    words::{cells, folded_words, runs, squeeze},
};

/// The stay `text` tells of, a `LodgingReservation`.
pub fn read(text: &str, context: &Context) -> Option<Value> {
    let words: Vec<String> = folded_words(text);
    let telling = words.iter().filter(|word| labels::STAY.contains(&word.as_str())).count();
    if telling < 2 {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    let arrival = moment(&lines, labels::CHECK_IN, context)?;
    let departure = moment(&lines, labels::CHECK_OUT, context)?;
    if departure.0 <= arrival.0 || departure.0.since(arrival.0).ok()?.get_days() > 120 {
        return None;
    }
    let house = house(&lines);
    let zone = house.zone();
    let local = |(date, time): (Date, Option<Time>)| match time {
        Some(time) => shape::local(date.to_datetime(time), zone),
        None => date.to_string().into(),
    };
    let mut found = shape::reservation("LodgingReservation", house.value(), None);
    shape::set(&mut found, "checkinTime", Some(local(arrival)));
    shape::set(&mut found, "checkoutTime", Some(local(departure)));
    shape::set(&mut found, "underName", guest(&lines).map(|name| shape::person(&name)));
    Some(found)
}

/// The date behind one of `labels`, with its time: on the same line, or on the next two.
fn moment(lines: &[&str], labels: &[&str], context: &Context) -> Option<(Date, Option<Time>)> {
    for (at, line) in lines.iter().enumerate() {
        for label in labels::every(line, labels) {
            let rest = line.get(label.end..).unwrap_or_default();
            let other = if std::ptr::eq(labels, labels::CHECK_IN) { labels::CHECK_OUT } else { labels::CHECK_IN };
            let end = labels::find(rest, other).filter(|found| found.start > 4).map_or(rest.len(), |found| found.start);
            let rest = rest.get(..end).unwrap_or(rest);
            let near = |text: &str| {
                let day = moments::days(text, context.order).into_iter().next().filter(|found| found.start < 60)?;
                let time = moments::times(text).into_iter().find(|time| time.start >= day.end || time.end <= day.start);
                Some((day.value.resolve(context.reference)?, time.map(|time| time.value)))
            };
            if let Some(found) = near(rest) {
                return Some(found);
            }
            let wordy = rest.chars().filter(|c| c.is_alphabetic()).count() > 12;
            let below = lines.get(at + 1..).unwrap_or_default().iter().filter(|line| !line.trim().is_empty()).take(2);
            let mut below = below.filter(|_| !wordy);
            if let Some(found) = below.find_map(|line| near(line)) {
                return Some(found);
            }
        }
    }
    None
}

/// What is known of the house.
#[derive(Debug, Default, PartialEq)]
struct House {
    name: Option<String>,
    street: Option<String>,
    post_code: Option<String>,
    city: Option<String>,
    country: Option<&'static str>,
    telephone: Option<String>,
    email: Option<String>,
    place: Option<(f64, f64)>,
}

impl House {
    fn zone(&self) -> Option<&'static str> {
        let near = || self.place.and_then(airports::nearest).map(|airport| airport.zone);
        self.country.and_then(airports::zone_of_country).or_else(near)
    }

    fn value(self) -> Value {
        let text = |text: Option<String>| text.map(Value::from);
        let known = self.street.is_some() || self.city.is_some() || self.country.is_some();
        let address = shape::object(
            "PostalAddress",
            [
                ("streetAddress", text(self.street)),
                ("postalCode", text(self.post_code)),
                ("addressLocality", text(self.city)),
                ("addressCountry", self.country.map(Value::from)),
            ],
        );
        shape::object(
            "LodgingBusiness",
            [
                ("name", text(self.name)),
                ("address", known.then_some(address)),
                ("telephone", text(self.telephone)),
                ("email", text(self.email)),
                ("geo", self.place.map(shape::geo)),
            ],
        )
    }
}

/// The house: the lines around the first line that is a post code and a city, or a labelled name.
fn house(lines: &[&str]) -> House {
    let mut house = House { place: lines.iter().find_map(|line| map_place(line)), ..House::default() };
    let cells: Vec<&str> = lines.iter().map(|line| cells(line).last().map_or("", |cell| cell.text)).collect();
    let address = cells.iter().enumerate().find_map(|(at, cell)| {
        let (code, city) = post_code(cell)?;
        let street = cells.get(at.checked_sub(1)?).filter(|line| is_street(line))?;
        Some((at, code, city, *street))
    });
    if let Some((at, code, city, street)) = address {
        house.post_code = Some(code);
        house.city = Some(city);
        house.street = Some(street.trim_end_matches(',').to_owned());
        house.name =
            at.checked_sub(2).and_then(|at| cells.get(at)).map(|name| squeeze(name)).filter(|name| is_house_name(name));
        let around = cells.get(at + 1..).unwrap_or_default();
        house.country = around.iter().take(2).find_map(|line| countries::code(line));
        house.telephone = around.iter().take(5).find_map(|line| telephone(line));
        house.email = around.iter().take(6).find_map(|line| email(line));
    }
    if house.name.is_none() {
        house.name = labelled_name(lines);
    }
    house
}

/// `Hotel: …`, or the line in which the word hotel stands among names.
fn labelled_name(lines: &[&str]) -> Option<String> {
    const HOUSE: &[&str] = &[
        "hotel",
        "hotel name",
        "property",
        "property name",
        "accommodation",
        "unterkunft",
        "hebergement",
        "alojamiento",
        "struttura",
        "etablissement",
        "boende",
        "ubytovani",
    ];
    let labelled = lines.iter().find_map(|line| {
        let label = labels::leading(line, HOUSE).filter(|label| label.marked)?;
        let value = squeeze(cells(labels::value(line, label, HOUSE)).first()?.text);
        is_house_name(&value).then_some(value)
    });
    const HOUSES: [&str; 10] =
        ["hotel", "hostel", "inn", "pension", "resort", "apartments", "suites", "gasthof", "auberge", "guesthouse"];
    labelled.or_else(|| {
        let lines = lines.iter().map(|line| squeeze(line)).filter(|line| is_house_name(line));
        let titled =
            |line: &String| line.split(' ').all(|word| !word.starts_with(char::is_lowercase) || word.len() <= 3);
        lines
            .filter(titled)
            .find(|line| folded_words(line).iter().any(|word| HOUSES.contains(&word.as_str())) && line.contains(' '))
    })
}

fn is_house_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (4..=70).contains(&name.len())
        && words <= 8
        && !name.contains(['@', ':', '€', '*', '<', '!', '?'])
        && !name.ends_with('.')
        && moments::days(name, moments::Order::DayFirst).is_empty()
}

/// `1100 Wien`, `SW1A 1AA London`, `10115 Berlin`: post code and city.
fn post_code(line: &str) -> Option<(String, String)> {
    let line = line.trim().trim_end_matches(',');
    let (code, city) = line.split_once(' ')?;
    let (code, city) = match code {
        "S" | "D" | "A" | "CH" | "F" | "I" => return None,
        _ => (code.rsplit('-').next().unwrap_or(code), city.trim()),
    };
    let good = (4..=5).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    let name = city.split([',', '(']).next().unwrap_or_default().trim();
    let named = name.starts_with(char::is_uppercase)
        && !name.contains(char::is_numeric)
        && (2..=40).contains(&name.len())
        && name.split(' ').count() <= 4;
    (good && named).then(|| (code.to_owned(), name.to_owned()))
}

/// A street has a number and letters.
fn is_street(line: &str) -> bool {
    let words = runs(line);
    let letters = words.iter().any(|word| word.number().is_none() && word.text.chars().count() >= 3);
    letters && words.iter().any(|word| word.number().is_some()) && line.len() <= 80 && !line.contains([':', '@', '€'])
}

fn telephone(line: &str) -> Option<String> {
    let start = line.find('+')?;
    let number: String = line
        .get(start..)?
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '/' | '.'))
        .collect();
    let number = number.trim().to_owned();
    (number.chars().filter(char::is_ascii_digit).count() >= 7).then_some(number)
}

fn email(line: &str) -> Option<String> {
    let word = line.split_whitespace().find(|word| word.contains('@'))?;
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("mailto:");
    word.rsplit_once('.').map(|_| word.to_owned())
}

/// The place of a map's address: `…maps/place/48.18,16.37`, `…?q=48.18,16.37`.
fn map_place(line: &str) -> Option<(f64, f64)> {
    if !line.contains("map") && !line.contains("geo:") {
        return None;
    }
    let mut parts = line.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-')));
    parts.find_map(|part| {
        let (north, east) = part.split_once(',')?;
        let precise = |degrees: &str| degrees.split_once('.').is_some_and(|(_, after)| after.len() >= 3);
        let place: (f64, f64) = (north.parse().ok()?, east.parse().ok()?);
        (precise(north) && precise(east) && place.0.abs() <= 90.0 && place.1.abs() <= 180.0).then_some(place)
    })
}

/// `First name  John   Last name  Doe`
fn guest(lines: &[&str]) -> Option<String> {
    let value = |labels: &[&str]| {
        lines.iter().find_map(|line| {
            let label = labels::find(line, labels)?;
            let rest = line.get(label.end..)?.trim_start_matches(['*', ':', ' ']);
            let name = rest.split(['*', ' ', ',']).next()?;
            name.starts_with(char::is_uppercase).then(|| name.to_owned())
        })
    };
    let first = value(&["first name", "vorname", "prenom", "nombre", "given name"])?;
    let last = value(&["last name", "nachname", "surname", "family name", "nom de famille", "apellido"])?;
    Some(format!("{first} {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(post_code("1100 Wien"), Some(("1100".into(), "Wien".into())));
        assert_eq!(post_code("+43 1 602"), None);
        assert_eq!(post_code("2026 was"), None);
        assert_eq!(map_place("<https://www.google.com/maps/place/48.182849,16.378636>"), Some((48.182849, 16.378636)));
        assert_eq!(telephone("Tel. +43 1 602 1234"), Some("+43 1 602 1234".into()));
    }
}
