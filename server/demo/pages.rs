//! The papers' pages. Every text that is not ours goes through `escape`.

use super::{
    alias,
    paper::{Article, Paper},
    readers::Known,
    sessions::Reader,
};
use crate::serve::page::escape;
use ownyou::time::Time;

/// Who looks at what.
pub struct Visit<'a> {
    /// The paper.
    pub paper: &'static Paper,
    /// Where its links begin.
    pub base: &'static str,
    /// Where readers have their wallet.
    pub wallet: &'a str,
    /// Who is logged in.
    pub reader: Option<Reader>,
}

/// The front page.
pub fn front(visit: &Visit) -> String {
    let base = visit.base;
    let list: String = visit
        .paper
        .articles
        .iter()
        .map(|Article { slug, kicker, title, lead, .. }| {
            format!(
                "<article class=\"teaser\">\n<p class=\"kicker\">{kicker}</p>\n<h2><a href=\"{base}/articles/{slug}\">\
                 {title}</a></h2>\n<p>{lead}</p>\n</article>\n"
            )
        })
        .collect();
    let heading = format!("<h1 class=\"unseen\">{}</h1>\n", visit.paper.motto);
    page(visit, visit.paper.motto, &format!("{heading}<div class=\"list\">\n{list}</div>"))
}

/// An article: all of it for whoever is logged in, its first lines for everyone.
pub fn article(visit: &Visit, Article { kicker, title, lead, body, .. }: &Article) -> String {
    let rest = match &visit.reader {
        Some(reader) => format!("<div class=\"body\">\n{body}</div>\n{}", told(reader)),
        None => gate(visit),
    };
    let text = format!(
        "<article class=\"full\">\n<p class=\"kicker\">{kicker}</p>\n<h1>{title}</h1>\n<p class=\"lead\">{lead}</p>\n{rest}\n\
         </article>"
    );
    page(visit, title, &text)
}

/// What this publisher knows of its reader, or the way in.
pub fn account(visit: &Visit, known: Option<&Known>) -> String {
    let body = match (&visit.reader, known) {
        (Some(reader), Some(known)) => format!(
            "<p class=\"lead\">Here you are <b>{alias}</b>. Nobody else has this name here, and you have it nowhere \
             else.</p>\n<dl class=\"facts\">\n<div><dt>First seen</dt><dd>{first}</dd></div>\n<div><dt>Last login</dt>\
             <dd>{last}</dd></div>\n<div><dt>Logins</dt><dd id=\"logins\">{logins}</dd></div>\n<div><dt>Checked by the \
             issuer</dt><dd>{assurance}</dd></div>\n<div><dt>Your pseudonym here</dt><dd><code id=\"sub\">{sub}</code></dd>\
             </div>\n</dl>\n<h2>What you ever told this site</h2>\n{told}\n<form method=\"post\" action=\"/logout\"><button>\
             Log out</button></form>",
            alias = alias::of(&reader.sub),
            first = moment(known.first),
            last = moment(known.last),
            logins = known.logins,
            assurance = reader.assurance.as_str(),
            sub = escape(&reader.sub),
            told = ever_told(known),
        ),
        _ => gate(visit),
    };
    page(visit, "Your account", &format!("<div class=\"full\">\n<h1>Your account</h1>\n{body}\n</div>"))
}

/// How another site gets this login: docs/publishers.md, which web/demo/publishers.mjs has made HTML of.
pub fn publishers(visit: &Visit) -> String {
    let text = include_str!("../../web/demo/publishers.html");
    page(visit, "For publishers", &format!("<div class=\"full guide\">\n{text}</div>"))
}

/// The way in.
fn gate(visit: &Visit) -> String {
    format!(
        "<section class=\"gate\" aria-label=\"Log in\">\n<p>{invitation}</p>\n<ownyou-login endpoint=\"/ownyou\" \
         wallet=\"{wallet}\" max-segments=\"2\"></ownyou-login>\n<noscript><p>Logging in needs JavaScript.</p></noscript>\n\
         </section>",
        invitation = visit.paper.invitation,
        wallet = escape(visit.wallet),
    )
}

/// What the reader told at this login.
fn told(reader: &Reader) -> String {
    let segments: String = reader
        .segments
        .iter()
        .map(|each| format!("<li data-segment=\"{}\">{}</li>", each.id, escape(each.name)))
        .collect();
    let list = match segments.is_empty() {
        true => "<p>Nothing about your interests.</p>".to_owned(),
        false => format!("<ul class=\"segments\">{segments}</ul>"),
    };
    format!(
        "<aside class=\"told\">\n<h2>What this site was told</h2>\n{list}\n<p class=\"small\">You said so yourself; nobody \
         checked it. That you are somebody, once, is checked.</p>\n</aside>"
    )
}

fn ever_told(known: &Known) -> String {
    if known.told.is_empty() {
        return "<p>Nothing about your interests.</p>".to_owned();
    }
    let lines = known.told.iter().map(|(name, first)| {
        format!("<li>{} <span class=\"small\">since {}</span></li>", escape(name), moment(*first))
    });
    format!("<ul class=\"segments\">{}</ul>", lines.collect::<String>())
}

/// A time as a page says it: the day and the minute, UTC.
fn moment(time: Time) -> String {
    let zoned = time.instant().to_zoned(jiff::tz::TimeZone::UTC);
    format!("<time datetime=\"{time}\">{}</time>", zoned.strftime("%-d %B %Y, %H:%M UTC"))
}

fn page(visit: &Visit, title: &str, body: &str) -> String {
    let Visit { paper: Paper { name, motto, .. }, base, .. } = visit;
    let home = if base.is_empty() { "/" } else { base };
    let who = match &visit.reader {
        Some(reader) => format!(
            "<p class=\"who\">Reading as <a href=\"{base}/account\"><b id=\"alias\">{}</b></a></p>",
            alias::of(&reader.sub)
        ),
        None => format!("<p class=\"who\"><a href=\"{base}/account\">Log in</a></p>"),
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title} · {name}</title>\n<link rel=\"icon\" href=\"/icon.svg\">\n\
         <link rel=\"stylesheet\" href=\"/style.css\">\n<script src=\"/ownyou.js\" async></script>\n\
         <script src=\"/reader.js\" defer></script>\n</head>\n<body>\n<header class=\"top\">\n\
         <p class=\"name\"><a href=\"{home}\">{name}</a></p>\n<p class=\"motto\">{motto}</p>\n{who}\n</header>\n\
         <main>\n{body}\n</main>\n<footer class=\"bottom\"><p>{name} is made up, to show a login with OwnYou.\n\
         <a href=\"{base}/publishers\">Add it to your own site</a></p></footer>\n</body>\n</html>\n"
    )
}
