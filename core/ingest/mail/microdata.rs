//! HTML microdata (itemscope, itemprop) → the same objects as JSON-LD would carry. One pass, nothing is executed.

use mail_parser::decoders::html::html_to_text;
use serde_json::{Map, Value};

use super::html::{split_tag, tag_name};

/// The deepest nesting of elements that is followed, the most items of a page, and the longest value, bytes.
const DEPTH: usize = 256;
const ITEMS: usize = 64;
const VALUE: usize = 4096;

/// Elements that have no end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The schema.org items at the top of a page.
pub fn read(html: &str) -> Vec<Value> {
    if !html.contains("itemscope") && !html.to_ascii_lowercase().contains("itemscope") {
        return Vec::new();
    }
    let mut page = Page::default();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        page.text(before);
        if page.full() {
            break;
        }
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        } else {
            let (tag, behind) = split_tag(after);
            rest = behind;
            page.tag(tag);
        }
    }
    while !page.open.is_empty() {
        page.close();
    }
    page.found
}

/// An element whose end tag is awaited.
struct Open {
    name: String,
    property: Option<String>,
    is_item: bool,
    /// Its text so far, where the text is the value of its property.
    text: Option<String>,
}

#[derive(Default)]
struct Page {
    open: Vec<Open>,
    items: Vec<Map<String, Value>>,
    found: Vec<Value>,
}

impl Page {
    fn full(&self) -> bool {
        self.found.len() >= ITEMS
    }

    fn text(&mut self, text: &str) {
        for open in self.open.iter_mut().rev().take(8) {
            if let Some(value) = open.text.as_mut().filter(|value| value.len() + text.len() <= VALUE) {
                value.push_str(text);
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag_name(tag);
        if tag.starts_with('/') {
            if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
                while self.open.len() > at {
                    self.close();
                }
            }
            return;
        }
        if name.is_empty() {
            return;
        }
        let attributes = attributes(tag.get(name.len()..).unwrap_or_default());
        let attribute =
            |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let property = attribute("itemprop").and_then(|names| names.split_whitespace().next()).map(str::to_owned);
        let is_item = attribute("itemscope").is_some() && self.items.len() < DEPTH;
        if is_item {
            let kind = attribute("itemtype").unwrap_or_default();
            let kind = kind.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
            self.items.push(Map::from_iter([("@type".to_owned(), Value::from(kind))]));
        }
        let given = ["content", "datetime", "href", "src"].into_iter().find_map(attribute);
        let mut text = None;
        if let Some(property) = property.as_deref().filter(|_| !is_item) {
            match given {
                Some(value) => self.insert(property, decoded(value).into()),
                None => text = Some(String::new()),
            }
        }
        if VOID.contains(&name.as_str()) || tag.ends_with('/') || self.open.len() >= DEPTH {
            if is_item {
                self.finish(property);
            }
            return;
        }
        self.open.push(Open { name, property, is_item, text });
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if open.is_item {
            self.finish(open.property);
        } else if let (Some(property), Some(text)) = (open.property, open.text) {
            let text = decoded(&text);
            if !text.is_empty() {
                self.insert(&property, text.into());
            }
        }
    }

    /// The innermost item is complete: it belongs to the one around it, or stands alone.
    fn finish(&mut self, property: Option<String>) {
        let Some(item) = self.items.pop() else { return };
        match property {
            Some(property) if !self.items.is_empty() => self.insert(&property, Value::Object(item)),
            _ => self.found.push(Value::Object(item)),
        }
    }

    fn insert(&mut self, property: &str, value: Value) {
        let Some(item) = self.items.last_mut() else { return };
        match item.get_mut(property) {
            None => {
                item.insert(property.to_owned(), value);
            }
            Some(Value::Array(values)) if values.len() < ITEMS => values.push(value),
            Some(Value::Array(_)) => {}
            Some(one) => *one = Value::Array(vec![one.take(), value]),
        }
    }
}

/// Text on one line, character references undone.
fn decoded(text: &str) -> String {
    let text = if text.contains('&') { html_to_text(text) } else { text.to_owned() };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The attributes of a tag, names in lower case.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag.trim_start();
    while !rest.is_empty() && found.len() < 64 {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let behind = behind.trim_start();
        let (value, after) = match behind.strip_prefix('=') {
            None => ("", behind),
            Some(value) => {
                let value = value.trim_start();
                match value.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
                    Some(quote) => value.get(1..).unwrap_or_default().split_once(quote).unwrap_or((value, "")),
                    None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
                }
            }
        };
        let name = name.trim_matches('/').to_ascii_lowercase();
        if !name.is_empty() {
            found.push((name, value.to_owned()));
        }
        rest = after.trim_start();
        if end == 0 && behind.strip_prefix('=').is_none() {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_nest_as_their_elements_do() {
        let html = r#"<div itemscope itemtype="http://schema.org/FlightReservation"><meta itemprop="reservationNumber" content="A&amp;B">
            <div itemprop="reservationFor" itemscope itemtype="http://schema.org/Flight"><span itemprop="flightNumber"> 11<b>0</b> </span>
            <div itemprop="airline" itemscope itemtype="http://schema.org/Airline"><meta itemprop="iataCode" content="UA"/></div></div>
            <link itemprop="url" href="https://a.example/?b=1"></div><p>x"#;
        let expected = serde_json::json!([{"@type": "FlightReservation", "reservationNumber": "A&B", "url": "https://a.example/?b=1",
            "reservationFor": {"@type": "Flight", "flightNumber": "110", "airline": {"@type": "Airline", "iataCode": "UA"}}}]);
        assert_eq!(Value::from(read(html)), expected);
    }

    #[test]
    fn damage_is_bounded() {
        assert!(read("<p>nothing").is_empty());
        for hostile in
            ["<div itemscope>", "<a itemscope itemprop=x ", "<i itemprop=x itemscope = ' ", "</div itemscope>"]
        {
            read(&hostile.repeat(20_000));
        }
    }
}
