//! Beside the `tokenizers` crate, which everybody's MiniLM is fed by: each character, and thousands of unpleasant texts.

use std::{env, fs, ops::RangeInclusive, path::PathBuf};

use serde_json::json;
use tokenizers::{
    NormalizedString, Normalizer, OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer, Tokenizer,
    normalizers::bert::BertNormalizer, pre_tokenizers::bert::BertPreTokenizer,
};
use unicode_normalization::UnicodeNormalization;

use super::{super::file::ModelFile, *};

/// Pieces of a text at most, as the transformer takes them.
const MOST: usize = 256;

/// The words of a text as the crate has them.
fn reference(text: &str) -> Vec<String> {
    let mut cut = PreTokenizedString::from(text);
    cut.normalize(|text| BertNormalizer::default().normalize(text)).unwrap();
    BertPreTokenizer.pre_tokenize(&mut cut).unwrap();
    let splits = cut.get_splits(OffsetReferential::Normalized, OffsetType::Byte);
    splits.into_iter().map(|(word, _, _)| word.to_owned()).filter(|word| !word.is_empty()).collect()
}

/// Whether the crate, whose normal forms are of Unicode 9, takes a character apart, and puts it in order among marks, as
/// today's Unicode does.
fn is_of_its_time(letter: char) -> bool {
    let text = format!("{letter}\u{302e}{letter}");
    let mut its = NormalizedString::from(&*text);
    its.nfd();
    its.get().chars().eq(text.nfd())
}

#[test]
fn every_character_is_taken_as_the_reference_takes_it() {
    // Planes 4 to 13 are empty, and the last two private throughout.
    let ranges = [0..=0x3ffff, 0xe0000..=0xe0fff, 0xf0000..=0xf00ff, 0xffff0..=0x10_00ff, 0x10_fff0..=0x10_ffff];
    let mut newer = 0;
    for letter in ranges.into_iter().flatten().filter_map(char::from_u32) {
        if !is_of_its_time(letter) {
            newer += 1;
            continue;
        }
        let text = format!("a{letter}b {letter}");
        assert_eq!(WordPiece::words(&text).collect::<Vec<_>>(), reference(&text), "U+{:04X}", u32::from(letter));
    }
    assert!(newer < 300, "{newer} characters are taken apart in another way");
}

/// Numbers that are the same in each run (splitmix64).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from(mixed >> 33).unwrap() % end
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }
}

/// What texts are made of besides single characters.
const PARTS: &[&str] = &[
    "the",
    "Hello",
    "unaffable",
    "Straße",
    "naïve",
    "e\u{301}a\u{308}\u{323}",
    "İstanbul",
    "ΌΣΟΣ",
    "Ünïcödé",
    "Привет",
    "Й",
    "שָׁלוֹם",
    "العَرَبِيَّة",
    "हिन्दी",
    "ภาษาไทย",
    "한국어",
    "\u{1112}\u{1161}\u{11ab}",
    "日本語テキスト",
    "豈更",
    "㍿",
    "ﬁne",
    "①②",
    "½",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "👍🏽",
    "🇩🇪",
    "❤️",
    "[CLS]",
    "[UNK]",
    "##ing",
    "don't",
    "e-mail",
    "a.b.c",
    "x_y",
    "€3.50",
    "#tag",
    "@you",
    "\u{1d165}\u{302e}\u{301}",
    "\u{fffd}",
    "\u{fffd}\u{fffd}x",
    "\r\n",
    "\t",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{1c}",
    "\0",
    "\u{7f}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{ad}",
    "\u{202e}",
    "\u{e000}",
    "\u{f8ff}",
    "\u{10fffd}",
    "\u{a0}",
    "\u{1680}",
    "\u{2003}",
    "\u{2028}",
    "\u{2029}",
    "\u{202f}",
    "\u{3000}",
    "\u{180e}",
    "—",
    "“quoted”",
    "«guillemets»",
    "…",
    "‿",
    "⁅⁆",
    "、。",
    "｡｢｣",
    "؟،",
    "।",
    "༺༻",
    "\u{37e}",
    "\u{1fef}",
    "\u{345}",
    "\u{ffff}",
    "1234567890",
    "https://example.com/a?b=c&d",
];

/// The blocks that single characters come from.
const BLOCKS: &[RangeInclusive<u32>] = &[
    0..=0x7f,
    0..=0x24f,
    0x300..=0x36f,
    0x370..=0x52f,
    0x590..=0x6ff,
    0x900..=0x97f,
    0xe00..=0xeff,
    0x1e00..=0x1fff,
    0x2000..=0x206f,
    0x2070..=0x2bff,
    0x3000..=0x30ff,
    0x4e00..=0x4eff,
    0xa640..=0xa6ff,
    0xac00..=0xacff,
    0xe000..=0xe0ff,
    0xf900..=0xfaff,
    0xfe00..=0xffff,
    0x1_0000..=0x1_0fff,
    0x1_d100..=0x1_d1ff,
    0x1_f300..=0x1_faff,
    0x2_0000..=0x2_00ff,
    0x2_f800..=0x2_fa1f,
    0..=0x3_ffff,
];

fn text(seeded: &mut Seeded, parts: usize) -> String {
    let mut text = String::new();
    for _ in 0..parts {
        match seeded.below(8) {
            0..3 => text.push_str(seeded.of(PARTS)),
            3 => {
                let block = seeded.of(BLOCKS);
                let at = block.start() + u32::try_from(seeded.below(block.clone().count())).unwrap();
                text.extend(char::from_u32(at).filter(|letter| is_of_its_time(*letter)));
            }
            4 if seeded.below(20) == 0 => {
                text.push_str(&seeded.of(&["a", "é", "ж", "🦀", "##"]).repeat(95 + seeded.below(12)))
            }
            4 => text.extend((0..seeded.below(12)).map(|_| char::from(b'a' + u8::try_from(seeded.below(26)).unwrap()))),
            _ => text.push(' '),
        }
    }
    text
}

/// Ten thousand short texts, then lines of ten thousand characters.
fn texts() -> impl Iterator<Item = String> {
    let mut seeded = Seeded(6);
    let short = (0..10_000).map(|_| 1 + seeded.below(40)).collect::<Vec<_>>();
    short.into_iter().chain([10_000; 20]).map(move |parts| text(&mut seeded, parts))
}

#[test]
fn the_words_of_ten_thousand_texts_are_the_reference_s() {
    for text in texts() {
        assert_eq!(WordPiece::words(&text).collect::<Vec<_>>(), reference(&text), "{text:?}");
    }
}

/// MiniLM's vocabulary, one piece a line.
fn vocabulary() -> Option<String> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache"))).unwrap_or_default();
    let bytes = fs::read(cache.join("ownyou/models/minilm-l6-i8.bin")).ok()?;
    Some(ModelFile::parse(&bytes).unwrap().vocabulary.to_owned())
}

#[test]
fn the_pieces_of_ten_thousand_texts_are_the_reference_s() {
    let Some(vocabulary) = vocabulary() else {
        eprintln!("skipped: scripts/setup-models.sh has not been run");
        return;
    };
    let own = WordPiece::new(vocabulary.split('\n'));
    let reference = json!({
        "version": "1.0",
        "truncation": {"direction": "Right", "max_length": MOST, "strategy": "LongestFirst", "stride": 0},
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "lowercase": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 102], "cls": ["[CLS]", 101]},
        "model": {
            "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": vocabulary.split('\n').zip(0..).collect::<std::collections::HashMap<&str, u32>>(),
        },
    });
    let reference: Tokenizer = reference.to_string().parse().unwrap();
    let million = "A text, naïve as it is, 言葉 🦀. ".repeat(34_000);
    for text in texts().chain([String::new(), million]) {
        let expected = reference.encode(text.as_str(), true).unwrap();
        assert_eq!(own.encode(&text, MOST), expected.get_ids(), "{text:?}");
    }
}
