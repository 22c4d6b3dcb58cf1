//! Text as the classifier sees it: folded tokens, and the parts of addresses.

use crate::{domain, unicode::fold};

/// Tokens of at most this many characters of a text are looked at: what a text is about, it says early.
const LOOKED_AT: usize = 600;

/// Lower-case tokens without accents: letters and digits, split at everything else; apostrophes join, but for an elided
/// article: “l'église” is a church.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut tokens = vec![String::new()];
    let beginning: String = text.chars().take(LOOKED_AT).collect();
    for character in fold(&beginning).chars() {
        if character.is_alphanumeric() {
            tokens.last_mut().into_iter().for_each(|last| last.push(character));
        } else if is_picture(character) {
            tokens.extend([character.to_string(), String::new()]);
        } else if tokens.last().is_some_and(|last| !last.is_empty() && (!is_apostrophe(character) || is_article(last)))
        {
            tokens.push(String::new());
        }
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// What stands before an apostrophe in French and Italian: `l'`, `d'`, `qu'`, `dell'`.
fn is_article(token: &str) -> bool {
    token.len() == 1 || ["qu", "un", "all", "dell", "nell", "sull", "dall"].contains(&token)
}

/// A picture character, each a word of its own: in a calendar a dog is often drawn.
fn is_picture(character: char) -> bool {
    matches!(character, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}')
}

/// The host of a web address, without `www.`, in lower case.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Path, query and fragment of a web address, as words.
pub(super) fn after_host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find(['/', '?', '#']).and_then(|at| rest.get(at..)).unwrap_or_default()
}

/// The host of the address in `Name <mailbox@host>`, and the name (empty where there is none).
pub(super) fn sender(from: &str) -> (&str, &str) {
    let (name, address) = match from.rsplit_once('<') {
        Some((name, address)) => (name.trim().trim_matches('"'), address.trim_end_matches(['>', ' '])),
        None => ("", from.trim()),
    };
    (name, address.rsplit_once('@').map_or("", |(_, host)| host))
}

/// Sites on which each subdomain is somebody else's, and which the public suffix list has not.
const OF_MANY: [&str; 14] = [
    "tumblr.com",
    "free.fr",
    "canalblog.com",
    "skyrock.com",
    "over-blog.com",
    "eklablog.com",
    "unblog.fr",
    "livejournal.com",
    "deviantart.com",
    "weebly.com",
    "tripod.com",
    "angelfire.com",
    "forumactif.com",
    "pagesperso-orange.fr",
];

/// The host, or of a site of many the part that is one's own: what it is about, the site's name does not tell.
pub(super) fn whose(host: &str) -> &str {
    OF_MANY.iter().find_map(|site| host.strip_suffix(site)?.strip_suffix('.')).unwrap_or(host)
}

/// The part of a host that somebody registered, by the public suffix list: `bbc.co.uk` of `news.bbc.co.uk`.
pub(super) fn registrable(host: &str) -> &str {
    domain::registrable(host).unwrap_or(host)
}

/// The name in a registrable domain: `bbc` of `bbc.co.uk`.
pub(super) fn label(host: &str) -> &str {
    registrable(host).split('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_folded() {
        assert_eq!(tokens("Café—MÜLLER's Straße & Søn 24/7"), ["cafe", "mullers", "strasse", "son", "24", "7"]);
        assert_eq!(
            tokens("l’église d'analyses mum's dell'arte"),
            ["l", "eglise", "d", "analyses", "mums", "dell", "arte"]
        );
        assert!(tokens(" … ").is_empty());
        assert_eq!(tokens("vet🐕!"), ["vet", "🐕"]);
    }

    #[test]
    fn addresses_come_apart() {
        assert_eq!(host("https://user@www.News.example:8080/a?b"), "News.example");
        assert_eq!(host("https://www.bbc.co.uk/food"), "bbc.co.uk");
        assert_eq!(after_host("https://bbc.co.uk/food/a?q=1"), "/food/a?q=1");
        assert_eq!(whose("some.one.tumblr.com"), "some.one");
        assert_eq!([whose("tumblr.com"), whose("nottumblr.com")], ["tumblr.com", "nottumblr.com"]);
        assert_eq!(label("shop.zooplus.co.uk"), "zooplus");
        assert_eq!(sender("\"Zoo Plus\" <a@mail.zooplus.de>"), ("Zoo Plus", "mail.zooplus.de"));
        assert_eq!(sender("a@b.example"), ("", "b.example"));
    }
}
