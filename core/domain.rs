//! The registrable domain of a host, by the Public Suffix List: what one owner has.
//!
//! A set of the list's rules instead of a crate with the list as code: that would be a quarter of the WASM.

use std::{collections::HashSet, sync::OnceLock};

use crate::tables::Table;

/// `bbc.co.uk` of `news.bbc.co.uk`; `None` for what is a public suffix itself, or no name of at least two labels.
/// `host` is lower case, punycode, and no address of numbers.
pub fn registrable(host: &str) -> Option<&str> {
    let mut longer = None;
    let mut rest = host;
    loop {
        let after = rest.split_once('.').map(|(_, after)| after);
        if rules().contains(["!", rest].concat().as_str()) {
            return Some(rest);
        }
        let wild = after.is_some_and(|after| rules().contains(["*.", after].concat().as_str()));
        if wild || rules().contains(rest) {
            return longer;
        }
        // A top-level domain that no rule names is a public suffix too.
        let Some(after) = after else { return longer };
        longer = Some(rest);
        rest = after;
    }
}

fn rules() -> &'static HashSet<&'static str> {
    static RULES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    RULES.get_or_init(|| Table::PublicSuffixes.text().lines().filter(|line| !line.starts_with("//")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cases of the list's own tests (publicsuffix/list, tests/test_psl.txt).
    #[test]
    fn as_the_lists_own_tests_say() {
        for (host, domain) in [
            ("com", None),
            ("example.com", Some("example.com")),
            ("b.example.com", Some("example.com")),
            ("example", None),
            ("a.b.example.example", Some("example.example")),
            ("uk.com", None),
            ("b.example.uk.com", Some("example.uk.com")),
            ("test.ac", Some("test.ac")),
            ("mm", None),
            ("c.mm", None),
            ("a.b.c.mm", Some("b.c.mm")),
            ("kyoto.jp", None),
            ("ide.kyoto.jp", None),
            ("a.b.ide.kyoto.jp", Some("b.ide.kyoto.jp")),
            ("c.kobe.jp", None),
            ("b.c.kobe.jp", Some("b.c.kobe.jp")),
            ("city.kobe.jp", Some("city.kobe.jp")),
            ("www.city.kobe.jp", Some("city.kobe.jp")),
            ("www.ck", Some("www.ck")),
            ("test.ck", None),
            ("b.test.ck", Some("b.test.ck")),
            ("xn--85x722f.xn--55qx5d.cn", Some("xn--85x722f.xn--55qx5d.cn")),
            ("alice.github.io", Some("alice.github.io")),
            ("", None),
            ("news.localhost", Some("news.localhost")),
        ] {
            assert_eq!(registrable(host), domain, "{host}");
        }
    }
}
