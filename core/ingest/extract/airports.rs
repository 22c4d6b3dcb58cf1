//! Airports by code and by name: where they are and which time they keep.
//!
//! `airports.txt` has a line `@COUNTRY ZONE` for each group and a line for each airport:
//! `CODE+LATITUDE LONGITUDE city/other words of its name`, hundredths of a degree, `+` for the large ones.
//! Codes, names and places are OurAirports' (public domain), the zones are those of `airportsdata` (NOTICE).

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::words::{folded_words, is_listed};
use crate::tables::Table;

/// An airport, or a station that airlines sell as one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Airport {
    /// IATA code.
    pub code: &'static str,
    /// ISO 3166 code of the country.
    pub country: &'static str,
    /// IANA name of its time zone.
    pub zone: &'static str,
    /// Degrees north and east.
    pub place: (f64, f64),
    city: &'static str,
    name: &'static str,
    large: bool,
}

impl Airport {
    /// The city's name in English, with capitals.
    pub fn city(self) -> Option<String> {
        let name = self.city.split(' ').map(capital).collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

static AIRPORTS: LazyLock<Vec<Airport>> = LazyLock::new(|| {
    let (mut country, mut zone) = ("", "");
    let mut airports = Vec::new();
    for line in Table::Airports.text().lines() {
        match line.strip_prefix('@').and_then(|group| group.split_once(' ')) {
            Some(group) => (country, zone) = group,
            None => airports.extend(airport(line, country, zone)),
        }
    }
    airports
});

/// Every word of a city's or an airport's name: most texts have none of them.
static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    AIRPORTS.iter().flat_map(|airport| airport.city.split(' ').chain(airport.name.split(' '))).collect()
});

static CITIES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| AIRPORTS.iter().map(|airport| airport.city).filter(|city| !city.is_empty()).collect());

fn airport(line: &'static str, country: &'static str, zone: &'static str) -> Option<Airport> {
    let (code, rest) = line.split_at_checked(3)?;
    let mut fields = rest.get(1..)?.splitn(3, ' ');
    let mut degrees = || fields.next()?.parse::<f64>().ok().map(|hundredths| hundredths / 100.0);
    let place = (degrees()?, degrees()?);
    let names = fields.next()?;
    let (city, name) = names.split_once('/').unwrap_or((names, ""));
    Some(Airport { code, country, zone, place, city, name, large: rest.starts_with('+') })
}

/// The airport with the IATA code `code`.
pub fn by_code(code: &str) -> Option<Airport> {
    AIRPORTS.iter().find(|airport| airport.code == code).copied()
}

/// Whether a folded name is that of a city of the table.
pub fn is_city(name: &str) -> bool {
    CITIES.contains(exonym(name))
}

/// The longest beginning of `name` that is a city of the table, whatever language names it, or the city of the airport
/// that the whole of it is: in English, with capitals.
pub fn city_at_the_beginning(name: &str) -> Option<String> {
    let words = folded_words(name);
    let words: Vec<&str> = words.iter().take(4).map(|word| exonym(word)).collect();
    let city = (1..=words.len()).rev().find_map(|count| {
        let city = words.get(..count)?.join(" ");
        AIRPORTS.iter().find(|airport| airport.city == city)
    });
    // A city that the table calls by another name.
    let renamed = || words.first().filter(|first| is_exonym_of(first)).map(|first| capital(first));
    match city {
        Some(airport) => airport.city(),
        None => renamed().or_else(|| by_name(name).filter(|found| found.whole).and_then(|found| found.airport.city())),
    }
}

/// Cities by the names other languages give them.
const EXONYMS: &str = "wien=vienna munchen=munich muenchen=munich koln=cologne koeln=cologne genf=geneva geneve=geneva \
    ginevra=geneva mailand=milan milano=milan roma=rome rom=rome lissabon=lisbon lisboa=lisbon lisbonne=lisbon \
    prag=prague praha=prague warschau=warsaw warszawa=warsaw kopenhagen=copenhagen kobenhavn=copenhagen \
    kopenhamn=copenhagen brussel=brussels bruxelles=brussels brussel=brussels athen=athens nizza=nice venedig=venice \
    venezia=venice florenz=florence firenze=florence neapel=naples napoli=naples turin=turin torino=turin \
    sevilla=seville moskau=moscow moskva=moscow bukarest=bucharest bucuresti=bucharest belgrad=belgrade \
    beograd=belgrade duesseldorf=dusseldorf zuerich=zurich zurigo=zurich nuernberg=nuremberg nurnberg=nuremberg \
    goteborg=gothenburg goteborg=gothenburg krakau=krakow lyon=lyon marseille=marseille londres=london londen=london \
    londra=london parigi=paris parijs=paris berlino=berlin hannover=hanover wenen=vienna vienne=vienna viena=vienna \
    atenas=athens ateny=athens rzym=rome praga=prague londyn=london paryz=paris mnichov=munich viden=vienna \
    frankfurt=frankfurt francoforte=frankfurt francfort=frankfurt estocolmo=stockholm tenerife=tenerife \
    teneriffa=tenerife singapur=singapore peking=beijing tokio=tokyo kairo=cairo";

/// Words that say that something is an airport, not which.
const GENERIC: &str = "airport international intl apt flughafen aeroport aeropuerto aeroporto lufthavn flygplats \
    luchthaven letiste lotnisko main station terminal metropolitan regional city the of de la le los am an co";

fn is_generic(word: &str) -> bool {
    is_listed(GENERIC, word)
}

/// The same to be looked up: each payment's line asks for several.
static ENGLISH: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| EXONYMS.split(' ').filter_map(|pair| pair.split_once('=')).collect());

fn exonym(word: &str) -> &str {
    ENGLISH.get(word).copied().unwrap_or(word)
}

/// Whether this is the English name for which others stand.
fn is_exonym_of(city: &str) -> bool {
    ENGLISH.values().any(|english| *english == city)
}

/// How well a text names an airport.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// The airport.
    pub airport: Airport,
    /// Whether every telling word of the text belongs to the airport's name, city or country.
    pub whole: bool,
}

/// The airport that `text` names by its city, its own name or both; `None` where several could be meant.
pub fn by_name(text: &str) -> Option<Match> {
    let words = folded_words(text);
    if words.is_empty() || words.len() > 14 {
        return None;
    }
    let words: Vec<&str> = words.iter().map(|word| exonym(word)).collect();
    if !words.iter().any(|word| NAMES.contains(word)) {
        return None;
    }
    let country = country_in(text);
    let mut best: Option<(u32, &Airport, bool)> = None;
    for airport in AIRPORTS.iter() {
        let score = score(airport, &words, country.as_deref());
        match best {
            _ if score == 0 => {}
            Some((top, _, _)) if score < top => {}
            Some((top, _, _)) if score == top => best = best.map(|(top, airport, _)| (top, airport, true)),
            _ => best = Some((score, airport, false)),
        }
    }
    let (_, airport, tie) = best?;
    let telling = |word: &&&str| !is_generic(word) && word.len() > 2;
    let belongs = |word: &&str| is_listed(airport.city, word) || is_listed(airport.name, word);
    let whole = words.iter().filter(telling).all(belongs);
    (!tie).then_some(Match { airport: *airport, whole })
}

/// 0 where it cannot be meant. The city counts most, then words of the airport's own name, then its size.
fn score(airport: &Airport, words: &[&str], country: Option<&str>) -> u32 {
    if country.is_some_and(|country| country != airport.country) {
        return 0;
    }
    let count = |names: &str| {
        let names = names.split(' ').filter(|name| !name.is_empty());
        let (all, found) =
            names.fold((0_u32, 0_u32), |(all, found), name| (all + 1, found + u32::from(words.contains(&name))));
        (all, found)
    };
    let ((city_words, city), (name_words, name)) = (count(airport.city), count(airport.name));
    let by_city = city_words > 0 && city == city_words;
    let by_name = name_words > 0 && name == name_words && airport.name.len() >= 5;
    if !by_city && !by_name {
        return 0;
    }
    let size = u32::from(airport.large);
    (u32::from(by_city) * 8 + name * 4 + city).saturating_mul(2) + size
}

/// The country code that stands alone in a text as `BERLIN, DE (TEGEL)` has it.
fn country_in(text: &str) -> Option<String> {
    let is_known = |word: &&str| AIRPORTS.iter().any(|airport| airport.country == *word);
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == 2);
    words
        .find(|word| word.bytes().all(|byte| byte.is_ascii_uppercase()) && is_known(word) && !is_ambiguous(word))
        .map(str::to_owned)
}

/// American states that are also codes of countries, and the French and Spanish `DE`, `LA`.
fn is_ambiguous(word: &str) -> bool {
    matches!(
        word,
        "AL" | "AR"
            | "AZ"
            | "CA"
            | "CO"
            | "GA"
            | "ID"
            | "IL"
            | "IN"
            | "LA"
            | "MA"
            | "MD"
            | "ME"
            | "MN"
            | "MO"
            | "MS"
            | "MT"
            | "NC"
            | "NE"
            | "PA"
            | "SC"
            | "SD"
            | "TN"
            | "VA"
            | "AM"
            | "IS"
            | "NO"
            | "TO"
            | "AT"
            | "SO"
    )
}

/// The zone of a country that keeps one time everywhere.
pub fn zone_of_country(country: &str) -> Option<&'static str> {
    // Islands far off that hardly anybody means.
    let main = match country {
        "ES" => Some("Europe/Madrid"),
        "PT" => Some("Europe/Lisbon"),
        "DE" => Some("Europe/Berlin"),
        "FR" => Some("Europe/Paris"),
        _ => None,
    };
    if main.is_some() {
        return main;
    }
    let mut zones = AIRPORTS.iter().filter(|airport| airport.country == country).map(|airport| airport.zone);
    let first = zones.next()?;
    zones.all(|zone| zone == first).then_some(first)
}

/// The airport nearest to a place, within some 300 km: its country and zone are taken for the place's.
pub fn nearest(place: (f64, f64)) -> Option<Airport> {
    let distance = |airport: &Airport| {
        let (north, east) = (airport.place.0 - place.0, airport.place.1 - place.1);
        let shrink = place.0.to_radians().cos();
        north * north + east * east * shrink * shrink
    };
    let nearest = AIRPORTS.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    (distance(nearest) < 9.0).then_some(*nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        assert!(AIRPORTS.len() > 900);
        for airport in AIRPORTS.iter() {
            assert!(airport.code.len() == 3 && airport.country.len() == 2, "{airport:?}");
            assert!(crate::time::zones::find(airport.zone).is_some(), "{airport:?}");
            assert!(airport.place.0.abs() <= 90.0 && airport.place.1.abs() <= 180.0, "{airport:?}");
        }
        assert_eq!(by_code("LHR").map(|airport| airport.zone), Some("Europe/London"));
    }

    #[test]
    fn a_place_says_its_city_first() {
        for (name, city) in [
            ("Lisboa", Some("Lisbon")),
            ("London Paddington", Some("London")),
            ("Göteborg C", Some("Gothenburg")),
            ("Bristol Temple Meads", Some("Bristol")),
            ("New York Penn Station", Some("New York")),
            ("Heathrow", Some("London")),
            ("Köln Hbf", Some("Cologne")),
            ("Sevilla Santa Justa", Some("Seville")),
            ("Seville", Some("Seville")),
            ("Port Eynon", None),
            ("", None),
        ] {
            assert_eq!(city_at_the_beginning(name).as_deref(), city, "{name}");
        }
    }

    #[test]
    fn names_are_found_as_they_are_written() {
        for (text, code) in [
            ("BERLIN, DE (TEGEL)", "TXL"),
            ("AMSTERDAM, NL (SCHIPHOL AIRPORT)", "AMS"),
            ("DETROIT, MI (METROPOLITAN WAYNE CO)", "DTW"),
            ("PARIS, FR (CHARLES DE GAULLE)", "CDG"),
            ("Berlin-Tegel", "TXL"),
            ("London Heathrow", "LHR"),
            ("Berlin, Tegel Airport, DE", "TXL"),
            ("Brussels Airport, BE", "BRU"),
            ("TOULOUSE FR BLAGNAC", "TLS"),
            ("MUNICH DE MUNICH INTERNATIONAL", "MUC"),
            ("Wien Schwechat", "VIE"),
        ] {
            assert_eq!(by_name(text).map(|found| found.airport.code), Some(code), "{text}");
        }
        for text in ["London", "nowhere in particular", "", "(...)"] {
            assert!(by_name(text).is_none(), "{text}");
        }
    }
}
