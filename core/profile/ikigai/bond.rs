//! What somebody is to the person, by the words that the two use: how a letter begins and ends, and what meetings are
//! called.

use jiff::civil::Weekday;

use crate::{
    profile::{
        life::{Event, Mail},
        text::tokens,
    },
    time::When,
};

/// Words that families call each other by, folded: none that is a common word of another language here.
const FAMILY: [&str; 48] = [
    "mum",
    "mummy",
    "mom",
    "mommy",
    "mama",
    "mamma",
    "maman",
    "mutti",
    "mutter",
    "dad",
    "daddy",
    "papa",
    "pappa",
    "vati",
    "vater",
    "granny",
    "grandma",
    "grandpa",
    "grandad",
    "nana",
    "oma",
    "opa",
    "mamie",
    "papi",
    "mormor",
    "morfar",
    "farmor",
    "farfar",
    "abuela",
    "abuelo",
    "sister",
    "sis",
    "brother",
    "schwester",
    "bruder",
    "soeur",
    "frere",
    "hermana",
    "hermano",
    "syster",
    "auntie",
    "aunt",
    "uncle",
    "tante",
    "onkel",
    "cousin",
    "cousine",
    "primo",
];
/// What only couples say, folded.
const PARTNER: [&str; 20] = [
    "my love",
    "i love you",
    "side of the bed",
    "our bed",
    "our bedroom",
    "darling",
    "my husband",
    "my wife",
    "sweetheart",
    "ich liebe dich",
    "schatz",
    "schatzi",
    "liebling",
    "mon amour",
    "je t aime",
    "ma cherie",
    "mi amor",
    "te amo",
    "amore mio",
    "alskling",
];
/// What meetings at work are called, folded.
const WORK: [&str; 34] = [
    "planning",
    "review",
    "standup",
    "stand up",
    "sync",
    "meeting",
    "1 1",
    "one on one",
    "away day",
    "site visit",
    "workshop",
    "kickoff",
    "kick off",
    "retro",
    "retrospective",
    "sprint",
    "client",
    "project",
    "interview",
    "roadmap",
    "besprechung",
    "sitzung",
    "termin mit",
    "jour fixe",
    "projekt",
    "kunde",
    "team",
    "reunion",
    "projet",
    "entretien",
    "reunion de",
    "proyecto",
    "cliente",
    "entrevista",
];
/// Mail for everybody: the same domain says nothing of the same work.
const ANYBODYS: [&str; 22] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.co.uk",
    "yahoo.de",
    "yahoo.fr",
    "yahoo.es",
    "icloud.com",
    "me.com",
    "mac.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "t-online.de",
    "orange.fr",
    "free.fr",
    "proton.me",
    "aol.com",
];
/// The first and the last lines of a letter are no longer than this: a greeting, a name below.
const LINE: usize = 40;

/// What the words between two people say.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub family: bool,
    pub partner: bool,
    /// What they are called: `mamma`.
    pub called: Vec<String>,
}

impl Words {
    /// Reads a letter between the two.
    pub fn read(&mut self, mail: &Mail) {
        let mut lines = mail.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('>'));
        let first = lines.next().unwrap_or_default();
        let last = if mail.sent { None } else { lines.next_back() };
        for line in [Some(first), last].into_iter().flatten().filter(|line| line.chars().count() <= LINE) {
            for word in tokens(line).into_iter().filter(|word| FAMILY.contains(&word.as_str())) {
                self.family = true;
                // How they sign is what they are called, and how they are greeted; how they greet is what the person is.
                if (mail.sent || line != first) && !self.called.contains(&word) {
                    self.called.push(word);
                }
            }
        }
        let text = format!(" {} ", tokens(&mail.text).join(" "));
        self.partner |= PARTNER.iter().any(|words| text.contains(&format!(" {words} ")));
    }
}

/// Whether a meeting is of work: named so, on a working day, by day.
pub(super) fn is_work(event: &Event) -> bool {
    let When::At(start) = event.start else { return false };
    let wall = start.wall();
    let by_day = (7..18).contains(&wall.hour()) && !matches!(wall.weekday(), Weekday::Saturday | Weekday::Sunday);
    let title = format!(" {} ", tokens(&event.title).join(" "));
    by_day && WORK.iter().any(|words| title.contains(&format!(" {words} ")))
}

/// Whether two addresses are of one company.
pub(super) fn same_work(one: &str, other: &str) -> bool {
    !one.is_empty() && one == other && !ANYBODYS.contains(&one)
}
