//! The small pages that say what went wrong, and text made safe for HTML.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// A small page; `text` is HTML of ours, nothing of the request is ever in it.
pub fn page(status: StatusCode, title: &str, text: &str) -> Response {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title} · OwnYou</title>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n</main>\n</html>\n"
    );
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// Nothing is at that address of a site that starts at `/`.
pub fn missing() -> Response {
    page(
        StatusCode::NOT_FOUND,
        "Not found",
        "There is nothing at this address. The site starts at <a href=\"/\">/</a>.",
    )
}

/// The site is there, and does something else at that address.
pub fn not_allowed() -> Response {
    page(StatusCode::METHOD_NOT_ALLOWED, "Not allowed", "This address is not asked in that way.")
}

/// `text` as it reads in HTML, in an element or in a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_element_or_its_attribute() {
        assert_eq!(escape("<a href='x'>\"&amp;\" é"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;amp;&quot; é");
    }
}
