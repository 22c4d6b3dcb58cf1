//! Text as the index sees it: words by Unicode's rules, lower case, without accents; which of them say nothing; which
//! language they are.

use std::{collections::HashMap, sync::OnceLock};

use unicode_segmentation::UnicodeSegmentation;

use crate::unicode;

/// Languages whose words are stemmed. A text in another is found by its whole words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Language {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
}

impl Language {
    /// All, the likeliest first: a tie between them goes to the earlier.
    pub const ALL: [Self; 7] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::Italian, Self::Portuguese, Self::Dutch];

    /// The one with the most stop words among these; English when there is none.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = [0_u32; Self::ALL.len()];
        for languages in words.filter_map(|word| stop_words().get(word)) {
            for (bit, count) in counts.iter_mut().enumerate() {
                *count = count.saturating_add(u32::from(languages >> bit & 1));
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let first = counts.iter().position(|count| *count == most).unwrap_or(0);
        Self::ALL.get(first).copied().unwrap_or(Self::English)
    }
}

/// Words that are in every text and so say nothing of any, already folded; a line a language, in the order of
/// [`Language::ALL`]. Question words are among them: what is asked for is in no answer.
const STOP_WORDS: [&str; 7] = [
    "a an the and or but if of to in on at by for with from as is are was were be been being am do does did done doing \
     have has had having i me my mine you your yours he him his she her hers it its we us our ours they them their \
     theirs this that these those there here who whom whose which what when where why how not no so too very can could \
     will would shall should may might must about into over than then just also up out im ive id ill dont didnt doesnt \
     isnt wasnt arent cant couldnt wont wouldnt youre youve theyre whats thats lets",
    "der die das den dem des ein eine einer eines einem einen und oder aber wenn als auch an am auf aus bei beim bis \
     durch fur gegen in im ins mit nach ohne seit um unter uber von vom vor zu zum zur zwischen ich du er sie es wir \
     ihr mich dich ihn uns euch mir dir ihm mein meine dein deine sein seine unser nicht kein keine ist sind war waren \
     bin bist wird werden wurde haben habe hat hatte kann konnen muss mussen soll will wer was wann wo warum wie \
     welche welcher welches dass so sehr noch schon nur hier dort dieser diese dieses",
    "le la les un une des du de d l et ou mais si ne pas plus que qui quoi dont quand comment pourquoi je tu il elle on \
     nous vous ils elles me te se lui leur leurs mon ma mes ton ta tes son sa ses notre nos votre vos ce cet cette ces \
     est sont etait etaient etre suis es sommes ont ai as avons avez avoir avait fait dans en au aux avec pour par sur \
     sous sans chez vers quel quelle quels quelles tres aussi y",
    "el la los las un una unos unas de del y o u pero si no que quien quienes cual cuales cuando donde como porque por \
     para con sin sobre entre hasta desde en al a yo tu el ella nosotros ellos ellas me te se le les lo mi mis su sus \
     nuestro nuestra es son era eran fue fueron ser soy estar esta estan estaba he ha han habia hay muy mas ya tambien \
     este estos esas ese eso esto",
    "il lo la i gli le un uno una di del della dei delle dello degli da dal dalla in nel nella nei con su sul sulla per \
     tra fra e o ma se non che chi cui quando dove come perche quale quali quanto io tu lui lei noi voi loro mi ti si \
     ci vi mio mia miei mie tuo tua suo sua nostro vostro sono sei e siamo era erano essere ho hai ha abbiamo hanno \
     avere al alla ai alle anche piu molto questo questa questi quello quella",
    "o a os as um uma uns umas de do da dos das e ou mas se nao que quem qual quais quando onde como porque por para \
     com sem sobre entre ate desde em no na nos nas ao aos pelo pela eu tu ele ela nos eles elas voce voces me te lhe \
     meu minha teu tua seu sua seus suas nosso nossa e sao era eram foi foram ser sou esta estao estava tenho tem \
     tinha ha muito mais ja tambem este esta isso isto esse essa",
    "de het een en of maar als dan dat die dit deze van voor met naar op in aan bij uit over onder tot door om te ik je \
     jij u hij zij ze wij we jullie mij me jou hem haar ons hun mijn jouw zijn onze is was waren ben bent zijn wordt \
     worden werd heb hebt heeft had hebben kan kunnen moet moeten zal wil wie wat wanneer waar waarom hoe welke welk \
     niet geen ook nog al er hier daar zo heel",
];

/// For each stop word the languages in which it is one, a bit each.
fn stop_words() -> &'static HashMap<&'static str, u8> {
    static WORDS: OnceLock<HashMap<&'static str, u8>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = HashMap::new();
        for (bit, list) in STOP_WORDS.iter().enumerate() {
            for word in list.split(' ') {
                *words.entry(word).or_insert(0) |= 1 << bit;
            }
        }
        words
    })
}

/// Whether a folded word says nothing in any of these languages (a bit each).
pub(super) fn says_nothing(word: &str, languages: u8) -> bool {
    stop_words().get(word).is_some_and(|bits| bits & languages != 0)
}

/// The words of a text, folded, in order.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for segment in text.unicode_words() {
        // Unicode keeps `example.com` and `3.14` together; the first is two words.
        let decimal = segment.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        for part in segment.split(|mark| matches!(mark, '.' | ':' | '_') && !decimal) {
            let word = fold(part);
            if !word.is_empty() {
                words.push(word);
            }
        }
    }
    words
}

/// One word in lower case, without accents, apostrophes and the `'s` of the genitive.
fn fold(word: &str) -> String {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let mut folded = unicode::fold(word);
    folded.retain(|letter| !matches!(letter, '\'' | '’'));
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Caroline's café — naïve Straße, don't!"), ["caroline", "cafe", "naive", "strasse", "dont"]);
        assert_eq!(words("see example.com at 3.14"), ["see", "example", "com", "at", "3.14"]);
        assert_eq!(words("東京タワー"), ["東", "京", "タワー"]);
        assert!(words(" …!?").is_empty());
    }

    #[test]
    fn languages_are_told_apart() {
        for (text, language) in [
            ("Termin beim Zahnarzt", Language::German),
            ("the cat is on the mat", Language::English),
            ("je suis allé chez le médecin avec ma fille", Language::French),
            ("me gusta mucho el café con leche", Language::Spanish),
            ("mi piace molto il caffè della mattina", Language::Italian),
            ("eu gosto muito do café da manhã, não é", Language::Portuguese),
            ("ik hou van een kopje koffie bij het ontbijt", Language::Dutch),
            ("xyz", Language::English),
        ] {
            assert_eq!(Language::of(words(text).iter().map(String::as_str)), language, "{text}");
        }
    }
}
