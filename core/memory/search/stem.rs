//! Light stemming: the endings of plural, gender and verb forms go, nothing that changes what a word means. Two forms of a
//! word need the same stem, the stem need be no word.

use super::words::Language;

/// The stem of a folded word. Numbers and short words stay as they are.
pub(super) fn stem(word: &str, language: Language) -> String {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return irregular(word, language).unwrap_or(word).to_owned();
    }
    match language {
        Language::English => english(word),
        Language::German => cut(word, 4, &["ern", "em", "en", "er", "es", "st", "e", "n", "s"]),
        Language::Dutch => cut(word, 4, &["heden", "ende", "en", "er", "je", "de", "te", "e", "s", "t"]),
        Language::French => french(word),
        Language::Spanish => cut(
            word,
            3,
            &[
                "aciones", "amente", "mente", "iendo", "acion", "ando", "aron", "ados", "adas", "idos", "idas", "aba",
                "ado", "ada", "ido", "ida", "ces", "ar", "er", "ir", "es", "as", "os", "s", "a", "e", "o",
            ],
        ),
        Language::Italian => cut(
            word,
            3,
            &[
                "azione", "azioni", "amente", "mente", "ando", "endo", "are", "ere", "ire", "ato", "ata", "ati", "ate",
                "ito", "ita", "iti", "ite", "uto", "i", "e", "a", "o",
            ],
        ),
        Language::Portuguese => cut(
            word,
            3,
            &[
                "acoes", "amente", "mente", "acao", "ando", "endo", "indo", "ados", "adas", "idos", "idas", "ava",
                "ado", "ada", "ido", "ida", "oes", "ar", "er", "ir", "es", "as", "os", "s", "a", "e", "o",
            ],
        ),
    }
}

/// The word without the first ending that it has, where at least `least` letters stay.
fn cut(word: &str, least: usize, endings: &[&str]) -> String {
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= least));
    stem.unwrap_or(word).to_owned()
}

fn french(word: &str) -> String {
    let word = word.strip_suffix("aux").map_or_else(|| word.to_owned(), |root| format!("{root}al"));
    let stem = cut(
        &word,
        4,
        &[
            "issement", "ation", "ement", "ment", "ions", "aient", "erait", "euse", "ees", "ais", "ait", "ant", "ent",
            "eur", "eux", "er", "ez", "es", "ee", "e", "s", "x",
        ],
    );
    stem.strip_suffix("ss").map_or(stem.clone(), |root| format!("{root}s"))
}

fn english(word: &str) -> String {
    if let Some(base) = irregular(word, Language::English) {
        return english_end(base);
    }
    let word = singular(word);
    let verb = ["ing", "ed"].iter().find_map(|ending| {
        let root = word.strip_suffix(ending)?;
        (root.len() >= 3 && has_vowel(root)).then_some(root)
    });
    let Some(root) = verb else {
        let short = ["fulness", "ness", "fully", "ly", "ful"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending).filter(|root| root.len() >= 4 && has_vowel(root)));
        return english_end(short.unwrap_or(&word));
    };
    // planned → plan, but not fall → fal
    let mut letters = root.bytes().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && !b"lszeo".contains(&last) => {
            english_end(root.get(..root.len().saturating_sub(1)).unwrap_or(root))
        }
        _ => english_end(root),
    }
}

/// `make` and `making`, `study` and `studies` meet where the last letter is left out or made one.
fn english_end(word: &str) -> String {
    if let Some(root) = word.strip_suffix('e').filter(|root| root.len() >= 3 && has_vowel(root)) {
        return root.to_owned();
    }
    match word.strip_suffix('y') {
        Some(root) if root.len() >= 2 && !root.ends_with(['a', 'e', 'o', 'u']) => format!("{root}i"),
        _ => word.to_owned(),
    }
}

fn singular(word: &str) -> String {
    let Some(root) = word.strip_suffix('s').filter(|root| !root.ends_with(['s', 'u', 'i'])) else {
        return word.to_owned();
    };
    if let Some(short) = root.strip_suffix("ie").filter(|short| short.len() >= 2) {
        return format!("{short}y");
    }
    let hissing = ["sse", "xe", "che", "she", "zze"].iter().any(|ending| root.ends_with(ending));
    if hissing { root.strip_suffix('e').unwrap_or(root).to_owned() } else { root.to_owned() }
}

fn has_vowel(root: &str) -> bool {
    root.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// English forms that no rule leads back, each behind its base.
const IRREGULAR: &str = "be been|begin began begun|break broke broken|bring brought|build built|buy bought|catch caught|\
    child children|choose chose chosen|come came|deal dealt|draw drew drawn|dream dreamt|drink drank drunk|\
    drive drove driven|eat ate eaten|fall fell fallen|feel felt|fight fought|find found|fly flew flown|foot feet|\
    forget forgot forgotten|get got gotten|give gave given|go went gone|grow grew grown|hang hung|hear heard|\
    hold held|keep kept|know knew known|lead led|learn learnt|leave left|lend lent|life lives|lose lost|make made|\
    man men|mean meant|meet met|mouse mice|news news|pay paid|person people|ride rode ridden|ring rang rung|rise rose risen|\
    run ran|say said|see saw seen|sell sold|send sent|sing sang sung|sit sat|sleep slept|speak spoke spoken|\
    spend spent|stand stood|steal stole stolen|swim swam swum|take took taken|teach taught|tell told|think thought|\
    throw threw thrown|tooth teeth|wake woke woken|wear wore worn|wife wives|win won|woman women|write wrote written";

fn irregular(word: &str, language: Language) -> Option<&'static str> {
    use std::{collections::HashMap, sync::OnceLock};
    static BASES: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let bases = BASES.get_or_init(|| {
        let mut bases = HashMap::new();
        for mut forms in IRREGULAR.split('|').map(|line| line.split(' ')) {
            let Some(base) = forms.next() else { continue };
            bases.extend(forms.map(|form| (form, base)));
        }
        bases
    });
    if language == Language::English { bases.get(word).copied() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(language: Language, forms: &[&str]) {
        let stems: Vec<String> = forms.iter().map(|form| stem(form, language)).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{forms:?} became {stems:?}");
    }

    #[test]
    fn forms_of_a_word_meet() {
        meet(Language::English, &["plan", "plans", "planned", "planning"]);
        meet(Language::English, &["make", "makes", "making", "made"]);
        meet(Language::English, &["study", "studies", "studied", "studying"]);
        meet(Language::English, &["buy", "buys", "bought", "buying"]);
        meet(Language::English, &["church", "churches"]);
        meet(Language::English, &["hike", "hikes", "hiked", "hiking"]);
        meet(Language::English, &["fall", "falls", "falling", "fell", "fallen"]);
        meet(Language::English, &["win", "won", "winning", "wins"]);
        meet(Language::German, &["wohnung", "wohnungen"]);
        meet(Language::German, &["kinder", "kindern", "kinds"]);
        meet(Language::French, &["cheval", "chevaux"]);
        meet(Language::French, &["maison", "maisons"]);
        meet(Language::Spanish, &["gato", "gatos", "gata", "gatas"]);
        meet(Language::Italian, &["ragazzo", "ragazzi", "ragazza"]);
        meet(Language::Portuguese, &["carro", "carros"]);
        meet(Language::Dutch, &["boek", "boeken"]);
    }

    #[test]
    fn words_apart_stay_apart() {
        for (one, other) in
            [("thing", "th"), ("sing", "s"), ("news", "new"), ("red", "r"), ("bus", "bu"), ("glass", "gla")]
        {
            assert_ne!(stem(one, Language::English), other);
        }
        assert_ne!(stem("university", Language::English), stem("universe", Language::English));
    }
}
