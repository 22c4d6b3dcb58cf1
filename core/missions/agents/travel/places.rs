//! Places of journeys: the city that an airport, a station or a house stands in, by one name whatever a booking calls it.

use serde_json::Value;

use crate::{
    ingest::extract::{airport_city, city_named, country_named},
    unicode::fold,
};

/// Words that stations put behind their city's name, folded.
const STATION: &str = "hbf hauptbahnhof bahnhof bhf bf busbahnhof zob gare sncf tgv estacion estacao stazione centrale \
    central centraal centralstation c h hl n hlavni nadrazi station bus coach terminal airport st street spa parkway \
    ferry port harbour termini dworzec glowny gl sud nord est ost west";

/// A city.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// For people: in English where the city is known, else as the booking names it.
    pub name: String,
    /// ISO 3166 code of the country; empty where it is not known.
    pub country: String,
}

impl Place {
    /// The place as a booking names it.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.split(['(', ',', ';']).next().unwrap_or_default().trim();
        let name = city_named(name).unwrap_or_else(|| without_station(name));
        (!name.is_empty()).then_some(Self { name, country: String::new() })
    }

    /// The city of an address, whose name is meant whole: `San Sebastián` is not San José.
    fn locality(name: &str) -> Option<Self> {
        let name = name.split(['(', ',', ';']).next().unwrap_or_default().trim();
        let words = name.split_whitespace().count();
        let known = city_named(name).filter(|city| city.split(' ').count() == words);
        let name = known.unwrap_or_else(|| name.to_owned());
        (!name.is_empty()).then_some(Self { name, country: String::new() })
    }

    /// The end of a leg: an airport, a station, a stop.
    pub fn of_stop(stop: &Value) -> Option<Self> {
        let text = |name: &str| stop.get(name).and_then(Value::as_str);
        let place = text("iataCode")
            .and_then(airport_city)
            .map(|city| Self { name: main_city(&city), country: String::new() })
            .or_else(|| Self::of_address(stop))
            .or_else(|| Self::named(text("name")?))?;
        Some(Self { country: country(stop), ..place })
    }

    /// Where a house stands; its own name says nothing of that.
    pub fn of_address(house: &Value) -> Option<Self> {
        let place = Self::locality(house.get("address")?.get("addressLocality")?.as_str()?)?;
        Some(Self { country: country(house), ..place })
    }

    /// The place that a calendar writes: the first part that is a known city, or else the last that is neither a
    /// country nor a number.
    pub fn of_location(location: &str) -> Option<Self> {
        let parts: Vec<&str> = parts(location).collect();
        let country = parts.iter().skip(1).rev().find_map(|part| country_named(part)).unwrap_or_default();
        let known = parts.iter().rev().find_map(|part| Self::locality(part).filter(|place| is_known(&place.name)));
        let last = || parts.iter().rev().find(|part| parts.len() == 1 || country_named(part).is_none());
        let place = known.or_else(|| Self::named(last()?))?;
        Some(Self { country: country.to_owned(), ..place })
    }

    /// Whether both are one city.
    pub fn is(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// The same for every spelling.
    pub fn key(&self) -> String {
        fold(&self.name)
    }
}

/// The parts of what a calendar calls a place, without numbers.
pub fn parts(location: &str) -> impl Iterator<Item = &str> {
    location.split([',', ';', '\n', '(', ')', '·', '|']).map(str::trim).filter(|part| {
        part.chars().any(char::is_alphabetic) && !part.chars().next().is_some_and(|first| first.is_ascii_digit())
    })
}

/// Whether a name is that of a city that the tables know.
pub fn is_known(name: &str) -> bool {
    city_named(name).is_some_and(|city| fold(&city) == fold(name))
}

/// Airports far out are called after the city that they want to be near: `Milan Bergamo` → `Milan`.
fn main_city(city: &str) -> String {
    let city = city_named(city).unwrap_or_else(|| city.to_owned());
    // The one whose own name is of another city.
    if city == "Newark" {
        return "New York".to_owned();
    }
    let words: Vec<&str> = city.split(' ').collect();
    match words.as_slice() {
        [first, second, ..]
            if is_known(first) && !matches!(fold(second).as_str(), "de" | "del" | "da" | "di" | "la" | "am") =>
        {
            (*first).to_owned()
        }
        _ => city,
    }
}

fn country(place: &Value) -> String {
    let code = place.get("address").and_then(|address| address.get("addressCountry"));
    code.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// `Swansea High Street Station` → `Swansea High`; a name of such words alone stays.
fn without_station(name: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let is_station = |word: &&str| {
        let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        STATION.split_whitespace().any(|known| known == folded) || folded.chars().all(|c| c.is_ascii_digit())
    };
    while words.len() > 1 && words.last().is_some_and(is_station) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_city_has_one_name() {
        let name = |place: Option<Place>| place.map(|place| place.name);
        assert_eq!(name(Place::of_stop(&json!({"iataCode": "LHR", "name": "Heathrow"}))).as_deref(), Some("London"));
        assert_eq!(name(Place::of_stop(&json!({"iataCode": "BGY"}))).as_deref(), Some("Milan"));
        assert_eq!(name(Place::of_stop(&json!({"iataCode": "EWR"}))).as_deref(), Some("New York"));
        assert_eq!(name(Place::of_stop(&json!({"iataCode": "SCQ"}))).as_deref(), Some("Santiago De Compostela"));
        assert_eq!(name(Place::of_stop(&json!({"name": "Köln Hbf"}))).as_deref(), Some("Cologne"));
        assert_eq!(name(Place::of_stop(&json!({"name": "Swansea Station"}))).as_deref(), Some("Swansea"));
        let house = json!({"name": "Hotel Paris", "address": {"addressLocality": "Lisboa", "addressCountry": "PT"}});
        assert_eq!(Place::of_address(&house), Some(Place { name: "Lisbon".into(), country: "PT".into() }));
        let house = json!({"address": {"addressLocality": "San Sebastián"}});
        assert_eq!(name(Place::of_address(&house)).as_deref(), Some("San Sebastián"));
    }

    #[test]
    fn calendars_write_places_as_they_like() {
        for (location, city) in [
            ("Gothenburg, Sweden", Some("Gothenburg")),
            ("Rua do Salvador 40, Lisboa", Some("Lisbon")),
            ("Port Eynon, Gower", Some("Gower")),
            ("Hotel Sacher (Philharmoniker Str. 4, 1010, Wien, Austria)", Some("Vienna")),
            ("42", None),
            ("", None),
        ] {
            assert_eq!(Place::of_location(location).map(|place| place.name).as_deref(), city, "{location}");
        }
    }
}
