//! Days that are kept every year, as titles of calendars name them: whose birthday it is, in many languages.

use crate::unicode::fold;

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Somebody's birthday.
    Birthday,
    /// A wedding day or its like.
    Anniversary,
}

/// What a birthday is called, folded.
pub const BIRTHDAY: [&str; 19] = [
    "birthday",
    "bday",
    "geburtstag",
    "anniversaire",
    "cumpleanos",
    "compleanno",
    "verjaardag",
    "fodelsedag",
    "bursdag",
    "fodselsdag",
    "narozeniny",
    "urodziny",
    "syntymapaiva",
    "aniversario",
    "szuletesnap",
    "dogum gunu",
    "день рождения",
    "生日",
    "誕生日",
];
/// What it is called in short; a word of its own.
const SHORT: [&str; 4] = ["geb", "gebtag", "cumple", "anniv"];
/// What stands between somebody and how old they get, folded: `Ella turns 9`, `Jonas wird 7 Jahre`.
const TURNS: [&str; 10] = ["is", "turns", "turning", "wird", "cumple", "compie", "wordt", "fyller", "fylder", "blir"];
/// What may stand behind an age.
const YEARS: [&str; 9] = ["years", "year", "old", "jahre", "jahr", "anos", "anni", "jaar", "ar"];
/// What a wedding day is called, folded; it counts before a birthday.
const ANNIVERSARY: [&str; 14] = [
    "anniversary",
    "hochzeitstag",
    "jahrestag",
    "mariage",
    "noces",
    "boda",
    "bodas",
    "nozze",
    "matrimonio",
    "huwelijk",
    "brollopsdag",
    "bryllupsdag",
    "casamento",
    "trouwdag",
];
/// What is done for such a day, on any other.
const PARTY: [&str; 34] = [
    "party",
    "dinner",
    "lunch",
    "drinks",
    "brunch",
    "picnic",
    "bbq",
    "cake",
    "gift",
    "gifts",
    "present",
    "presents",
    "card",
    "buy",
    "plan",
    "book",
    "celebration",
    "feier",
    "feiern",
    "fest",
    "fete",
    "soiree",
    "diner",
    "cadeau",
    "fiesta",
    "cena",
    "regalo",
    "festa",
    "geschenk",
    "kuchen",
    "feest",
    "fest",
    "kalas",
    "weekend",
];
/// Small words around a name.
const SMALL: [&str; 30] = [
    "les", "ans", "of", "von", "vom", "de", "del", "da", "do", "di", "van", "d", "du", "des", "la", "le", "the",
    "happy", "th", "st", "nd", "rd", "and", "s", "l", "av", "till", "joyeux", "feliz", "alles",
];
/// What stands for the person in the title of their own birthday.
const OWN: [&str; 13] = ["my", "me", "mein", "meine", "mon", "mi", "mio", "mijn", "min", "moje", "meu", "ich", "i"];
/// Names that end in an `s` of their own where a language puts one behind whose it is.
const WITH_S: &str = "jonas lukas niklas tobias thomas matthias andreas hannes johannes markus marcus nils lars jens hans \
    klaus claus iris agnes doris ines anders mats magnus linus julius marius elias jannis dennis boris mathias lucas \
    nicolas nicholas james charles chris francis luis carlos jesus silas jonas moritz rasmus hans marcos ross niels \
    jochens alexis lois janis hannis paris thais anais";

/// What a title says is kept, and whose day it is; the name is empty where the title has none.
pub fn read(title: &str) -> Option<(Occasion, String)> {
    let folded = fold(title);
    let in_title = |word: &str| folded.contains(word);
    let occasion = match ANNIVERSARY.iter().any(|word| words(&folded).any(|it| it == *word)) {
        true => Occasion::Anniversary,
        false => {
            let is_called = BIRTHDAY.iter().any(|word| in_title(word)) || words(&folded).any(|it| SHORT.contains(&it));
            (is_called || is_drawn(title) || says_age(&folded)).then_some(Occasion::Birthday)?
        }
    };
    // `Geburtstagsfeier` is one word.
    let is_party = |word: &str| {
        let joined = BIRTHDAY.iter().any(|birthday| word.starts_with(birthday));
        PARTY.contains(&word) || (joined && PARTY.iter().any(|party| word.ends_with(party)))
    };
    if words(&folded).any(is_party) {
        return None;
    }
    let signs: &[&str] = if occasion == Occasion::Birthday { &BIRTHDAY } else { &ANNIVERSARY };
    // "ss" and the like: names stand as they are written, what they are compared with is folded.
    let parts = title
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '(' | ')' | ',' | '-' | '–' | '—' | '&' | '+' | '/'));
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let part = part.trim_end_matches("'s").trim_end_matches("’s").trim_matches(|c: char| !c.is_alphanumeric());
        let part = part.strip_prefix("d'").or(part.strip_prefix("d’")).unwrap_or(part);
        let plain = fold(part);
        let is_word = SHORT.iter().chain(&TURNS).chain(&YEARS).any(|word| *word == plain);
        let is_sign = is_word
            || signs.iter().chain(&BIRTHDAY).any(|sign| plain.contains(*sign) || sign.split(' ').any(|it| it == plain));
        let said = !part.chars().any(|c| c.is_ascii_digit()) && !SMALL.contains(&plain.as_str()) && !is_sign;
        if said && !plain.is_empty() {
            names.push(part.to_owned());
        }
    }
    if possessive_s(&folded)
        && let Some(name) = names.last_mut()
    {
        without_s(name);
    }
    let good = |name: &String| name.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()) || is_own(name);
    if occasion == Occasion::Birthday && (names.len() > 3 || names.is_empty() || !names.iter().all(good)) {
        return None;
    }
    Some((occasion, names.join(" ")))
}

/// Whether a cake before or behind it is all that the title says of a birthday.
fn is_drawn(title: &str) -> bool {
    let title = title.trim().trim_end_matches('\u{fe0f}');
    title.starts_with('🎂') || title.ends_with('🎂')
}

/// Whether a title says how old somebody gets: `Ella turns 9`, `Les 40 ans de Claire`, or no more than `Dad's 70th`; of two
/// people that is a wedding day.
fn says_age(folded: &str) -> bool {
    let is_age = |word: &str| word.parse::<u8>().is_ok_and(|age| (1..120).contains(&age));
    let all: Vec<&str> = words(folded).filter(|word| !word.is_empty()).collect();
    let turns = (1..all.len()).filter_map(|at| all.get(at..)).any(|rest| match rest {
        [verb, age, behind @ ..] => {
            TURNS.contains(verb) && is_age(age) && behind.iter().all(|word| YEARS.contains(word))
        }
        _ => false,
    });
    let ordinal = |word: &str| ["st", "nd", "rd", "th"].iter().any(|end| word.strip_suffix(end).is_some_and(is_age));
    let nth = matches!(all.as_slice(), [_, "s", last] | [_, _, "s", last] if ordinal(last));
    let ans = all.windows(2).any(|pair| matches!(pair, [age, "ans"] if is_age(age))) && all.first() == Some(&"les");
    turns || ans || (nth && !folded.contains(['&', '+']) && !all.contains(&"and"))
}

/// Whether a name stands for the person.
pub fn is_own(name: &str) -> bool {
    OWN.contains(&fold(name).as_str())
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric())
}

/// Whether the title is of a language that says `Mamas Geburtstag`.
fn possessive_s(folded: &str) -> bool {
    ["s geburtstag", "s fodelsedag", "s bursdag", "s fodselsdag", "s verjaardag", "s bryllupsdag"]
        .iter()
        .any(|word| folded.contains(word))
}

/// `Mamas` → `Mama`, and `Jonas` stays.
fn without_s(name: &mut String) {
    if !name.contains(' ')
        && name.ends_with('s')
        && name.len() > 3
        && !WITH_S.split_whitespace().any(|known| known == fold(name))
    {
        name.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_whose_day_it_is() {
        for (title, name) in [
            ("Tom's birthday", "Tom"),
            ("Birthday of Karin Lindqvist", "Karin Lindqvist"),
            ("Tom’s 30th Birthday 🎂", "Tom"),
            ("Happy Birthday Tom!", "Tom"),
            ("Geburtstag: Jonas Weber", "Jonas Weber"),
            ("Mamas Geburtstag", "Mama"),
            ("Jonas Geburtstag", "Jonas"),
            ("Mamma's birthday", "Mamma"),
            ("Anniversaire de Léa", "Léa"),
            ("Anniversaire d'Élodie", "Élodie"),
            ("Cumpleaños de María José", "María José"),
            ("Compleanno di Giulia", "Giulia"),
            ("Elins födelsedag", "Elin"),
            ("Birthday - Priya Nair (1990)", "Priya Nair"),
            ("My birthday", "My"),
            ("Ella turns 9!! 🎂", "Ella"),
            ("Jonas wird 7", "Jonas"),
            ("🎂 Priya", "Priya"),
            ("Dad's 70th", "Dad"),
            ("Zoe is 5!", "Zoe"),
            ("Les 40 ans de Claire", "Claire"),
            ("Geb. Onkel Franz", "Onkel Franz"),
        ] {
            assert_eq!(read(title), Some((Occasion::Birthday, name.to_owned())), "{title}");
        }
        for title in [
            "Tom's birthday dinner",
            "Birthday picnic",
            "birthday",
            "Buy birthday present for Tom",
            "Lunch",
            "",
            "Mum & Dad's 40th",
            "Gebäude 7",
            "Bake a cake 🎂",
            "Es wird 7 Uhr",
            "Tom's 5th marathon",
        ] {
            assert_eq!(read(title), None, "{title}");
        }
        assert!(is_own("my") && is_own("Mein"));
    }

    #[test]
    fn weddings_are_kept_too() {
        for (title, name) in [
            ("Hochzeitstag Mama & Papa", "Mama Papa"),
            ("Anniversaire de mariage", ""),
            ("Our wedding anniversary", "Our wedding"),
        ] {
            assert_eq!(read(title), Some((Occasion::Anniversary, name.to_owned())), "{title}");
        }
    }
}
