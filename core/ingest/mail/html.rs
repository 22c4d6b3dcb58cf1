//! HTML → the text in it, and the schema.org blocks it carries. Nothing is executed and nothing fetched: tags are
//! dropped, scripts and styles with all they hold.
//!
//! One pass without recursion, linear in the input.

use mail_parser::decoders::html::add_html_token;
use serde_json::Value;

/// The most text taken from a page, bytes.
const TEXT_LIMIT: usize = 512 * 1024;
/// The most schema.org JSON kept of a page, bytes, and the most blocks.
const SCHEMA_LIMIT: (usize, usize) = (64 * 1024, 8);

/// What a page says.
#[derive(Debug, Default)]
pub struct Page {
    /// Its text, tidied.
    pub text: String,
    /// Its JSON-LD blocks.
    pub schema: Vec<Value>,
}

/// Reads a page.
pub fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut text = String::new();
    let mut schema_bytes = 0;
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        push_text(&mut text, before);
        if text.len() > TEXT_LIMIT {
            rest = "";
            break;
        }
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        } else if after.starts_with(['!', '?']) {
            rest = after.split_once('>').map_or("", |(_, rest)| rest);
        } else if after.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()) {
            let (tag, behind) = split_tag(after);
            let name = tag_name(tag);
            rest = behind;
            if matches!(name.as_str(), "script" | "style" | "title" | "template" | "noscript" | "textarea") {
                let (content, behind) = split_element(behind, &name);
                rest = behind;
                let is_schema = name == "script" && tag.to_ascii_lowercase().contains("ld+json");
                if is_schema && page.schema.len() < SCHEMA_LIMIT.1 && schema_bytes + content.len() <= SCHEMA_LIMIT.0 {
                    schema_bytes += content.len();
                    page.schema.extend(serde_json::from_str::<Value>(content.trim()).ok());
                }
            } else {
                space(&mut text, &name);
            }
        } else {
            text.push('<');
            rest = after;
        }
    }
    push_text(&mut text, rest);
    page.text = tidy(&text);
    page
}

/// The inside of a tag, and what follows its `>`. A `>` within quotes does not end it.
pub fn split_tag(after: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, byte) in after.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return (after.get(..at).unwrap_or(after), after.get(at + 1..).unwrap_or_default()),
            // Only a value is quoted: an apostrophe elsewhere is damage.
            (None, b'"' | b'\'') if after.get(..at).is_some_and(|tag| tag.trim_end().ends_with('=')) => {
                quote = Some(byte);
            }
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // Never closed: without its quotes it may be.
    after.split_once('>').unwrap_or((after, ""))
}

/// `a href=…` → `a`, `/p` → `p`.
pub fn tag_name(tag: &str) -> String {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    tag.chars().take_while(char::is_ascii_alphanumeric).take(16).collect::<String>().to_ascii_lowercase()
}

/// What is inside the element `name` whose start tag was just read, and what follows its end tag.
fn split_element<'a>(html: &'a str, name: &str) -> (&'a str, &'a str) {
    for (at, _) in html.match_indices("</") {
        let after = html.get(at + 2..).unwrap_or_default();
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            let behind = after.split_once('>').map_or("", |(_, rest)| rest);
            return (html.get(..at).unwrap_or_default(), behind);
        }
    }
    (html, "")
}

/// What a tag puts between words: nothing, a blank or a new line.
fn space(text: &mut String, name: &str) {
    match name {
        "br" | "p" | "div" | "tr" | "table" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr"
        | "blockquote" | "section" | "article" | "header" | "footer" | "pre" | "center" | "dt" | "dd" | "body" => {
            text.push('\n');
        }
        "td" | "th" | "img" | "option" => text.push(' '),
        _ => {}
    }
}

/// Adds text between tags: line breaks in the source are blanks, character references become characters.
fn push_text(text: &mut String, source: &str) {
    let mut rest = source;
    while let Some(at) = rest.find(['&', '\n', '\r', '\t']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(before);
        let end = from.bytes().take(12).position(|byte| byte == b';').filter(|_| from.starts_with('&'));
        let reference = end.and_then(|end| from.get(..=end)).filter(|token| token.is_ascii());
        match reference {
            Some(token) => add_html_token(text, token.as_bytes(), false),
            None => text.push(if from.starts_with('&') { '&' } else { ' ' }),
        }
        rest = from.get(reference.map_or(1, str::len)..).unwrap_or_default();
    }
    text.push_str(rest);
}

/// Text as it is kept: `\n` line ends, single blanks, at most one empty line in a row, no control or filler characters.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(TEXT_LIMIT));
    let mut empty = 0;
    for line in text.split('\n') {
        let length = out.len();
        for word in line.split(|c: char| c.is_whitespace() || c.is_control() || is_filler(c)) {
            if !word.is_empty() {
                if out.len() > length {
                    out.push(' ');
                }
                out.push_str(word);
            }
        }
        if out.len() > length {
            out.push('\n');
            empty = 0;
        } else if !out.is_empty() && empty == 0 {
            out.push('\n');
            empty = 1;
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Invisible characters with which mails pad their preview.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_pages_give_only_their_text() {
        for (html, text) in [
            ("<p>Hi<script>alert('</p>')</script> <b>you</b></p>", "Hi you"),
            ("<SCRIPT src=//evil>x</SCRIPT >a<style>p{}</style>b", "ab"),
            ("a<img src=x onerror=\"alert(1)>2\">b", "a b"),
            ("a<!-- <script> -->b<!--", "ab"),
            ("1 < 2 &lt;b&gt; &amp;amp; &#8364; &#x20ac; &eacute; &bogus; &", "1 < 2 <b> &amp; € € é &bogus; &"),
            ("<script>never closed <p>x", ""),
            ("<p title='it>s'>x", "x"),
            ("<a \"odd>x", "x"),
            ("caf&#0; &#x110000; ok", "caf \u{fffd} ok"),
            ("<", "<"),
            ("</", ""),
        ] {
            assert_eq!(read(html).text, text, "{html}");
        }
    }

    #[test]
    fn schema_blocks_are_kept_and_bounded() {
        let page =
            read("<script type=\"application/ld+json\">{\"@type\":\"Order\"}</script><script>{\"a\":1}</script>x");
        assert_eq!(page.schema, [serde_json::json!({"@type": "Order"})]);
        let deep = format!("<script type='application/ld+json'>{}</script>", "[".repeat(50_000));
        assert!(read(&deep).schema.is_empty());
        let many = "<script type=application/ld+json>{}</script>".repeat(100);
        assert_eq!(read(&many).schema.len(), SCHEMA_LIMIT.1);
    }

    #[test]
    fn lines_are_tidy() {
        let html = "<div>One<div>two</div></div>\r\n<br><br><br>three&nbsp;\u{200c}\u{ad} four<td>5<td>6";
        assert_eq!(read(html).text, "One\ntwo\n\nthree four 5 6");
    }

    #[test]
    fn time_is_linear_in_a_hostile_page() {
        for hostile in ["<a =\"", "<a ", "<script", "</script", "&", "<!--", "<a ='>"] {
            read(&hostile.repeat(1_000_000 / hostile.len()));
        }
    }
}
