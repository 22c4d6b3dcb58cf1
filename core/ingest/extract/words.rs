//! Words and cells of a text: how a line is cut up, and how words are compared across languages.

pub use crate::unicode::fold;

/// The folded words of a text: letters and digits only.
pub fn folded_words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Every day, time of day and number of a journey has one; most lines of a text have none.
pub fn has_digit(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a list of words with single blanks between them has this one.
pub fn is_listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// A run of letters or a run of digits, and where it stands in its line.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// The run as written.
    pub text: &'a str,
    /// What stands between the run before and this one.
    pub gap: &'a str,
    /// Byte offsets in the line.
    pub start: usize,
    /// Behind the last byte.
    pub end: usize,
}

impl Word<'_> {
    /// The number, where the run is digits.
    pub fn number(&self) -> Option<u32> {
        self.text.bytes().all(|byte| byte.is_ascii_digit()).then(|| self.text.parse().ok()).flatten()
    }
}

/// The runs of a line. Letters and digits are apart even where nothing is between them: `07APR` is two.
pub fn runs(line: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for (at, character) in line.char_indices() {
        let kind = character.is_alphanumeric().then(|| character.is_ascii_digit());
        match (open, kind) {
            (Some((_, digits)), Some(now)) if digits == now => {}
            (Some((start, _)), now) => {
                close(line, start, at, &mut words);
                open = now.map(|digits| (at, digits));
            }
            (None, Some(digits)) => open = Some((at, digits)),
            (None, None) => {}
        }
    }
    if let Some((start, _)) = open {
        close(line, start, line.len(), &mut words);
    }
    words
}

fn close<'a>(line: &'a str, start: usize, end: usize, words: &mut Vec<Word<'a>>) {
    let before = words.last().map_or(0, |word| word.end);
    if let (Some(text), Some(gap)) = (line.get(start..end), line.get(before..start)) {
        words.push(Word { text, gap, start, end });
    }
}

/// A piece of a line between wide gaps, tabs or bars: a column of a table in plain text.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// The piece, trimmed.
    pub text: &'a str,
    /// Where it begins in the line, bytes.
    pub start: usize,
}

/// The cells of a line.
pub fn cells(line: &str) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    let mut start = 0;
    let mut blanks = 0;
    let mut push = |from: usize, to: usize| {
        let piece = line.get(from..to).unwrap_or_default();
        let text = piece.trim();
        if !text.is_empty() {
            cells.push(Cell { text, start: from + (piece.len() - piece.trim_start().len()) });
        }
    };
    for (at, character) in line.char_indices() {
        let bar = matches!(character, '\t' | '|');
        blanks = if character == ' ' || character == '\u{a0}' { blanks + 1 } else { 0 };
        if bar || blanks == 2 {
            push(start, at);
            start = at + character.len_utf8();
        }
    }
    push(start, line.len());
    cells
}

/// The text with lines of at most some 600 bytes, cut at blanks: what reads a line may take time that grows with more
/// than its length.
pub fn wrapped(text: &str) -> String {
    const LINE: usize = 600;
    let mut out = String::with_capacity(text.len() + text.len() / LINE + 1);
    for line in text.lines() {
        let mut rest = line;
        while rest.len() > LINE {
            let cut =
                rest.char_indices().take_while(|(at, _)| *at <= LINE).filter(|(at, c)| *at > 0 && *c == ' ').last();
            let end =
                cut.map_or_else(|| rest.char_indices().map(|(at, _)| at).find(|at| *at >= LINE), |(at, _)| Some(at));
            let (head, tail) = end.and_then(|end| rest.split_at_checked(end)).unwrap_or((rest, ""));
            out.push_str(head);
            out.push('\n');
            rest = tail;
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

/// One line of a text with all blanks made single.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fold_across_languages() {
        assert_eq!(fold("Zürich ŁÓDŹ Ærø Straße"), "zurich lodz aero strasse");
        assert_eq!(folded_words("Berlin-Tegel (TXL)"), ["berlin", "tegel", "txl"]);
    }

    #[test]
    fn lines_fall_into_runs_and_cells() {
        let texts: Vec<_> = runs("Am 07APR, 11:10").into_iter().map(|word| word.text).collect();
        assert_eq!(texts, ["Am", "07", "APR", "11", "10"]);
        let texts: Vec<_> =
            cells(" Praha hl.n.    06.08. 17:50 EC 283 |  x").into_iter().map(|cell| cell.text).collect();
        assert_eq!(texts, ["Praha hl.n.", "06.08. 17:50 EC 283", "x"]);
    }
}
