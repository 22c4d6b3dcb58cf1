//! What a publisher would see: what a site would be told if the person logged in there now, what it is not told and why, and
//! what it was told before. Nothing is told or noted by looking.

use crate::{
    present::Origin,
    profile::taxonomy::SegmentId,
    time::Time,
    vault::Store,
    wallet::{
        disclose::{self, Asked, Choice, POPULATION, Why, Withheld},
        log::Site,
    },
};

use super::{
    Session, SessionError, State,
    present::offer,
    view::Named,
    view_ikigai::{PreviewStatus, PreviewView, WithheldOffer},
    wallet::{name, told},
};

impl<S: Store> Session<S> {
    /// For the site that `text` names (an address, a host) when it asks for `max` segments.
    pub fn preview(&self, text: &str, max: u8, now: Time) -> Result<PreviewView, SessionError> {
        let state = self.state.borrow();
        let all_bits = state.told_bits();
        let sample = state.books.imports.iter().any(|import| import.sample);
        let nothing = |status, site: Option<&str>| PreviewView {
            status,
            site: site.map(str::to_owned),
            segments: Vec::new(),
            bits: 0.0,
            people: POPULATION,
            population: POPULATION,
            withheld: Vec::new(),
            told: Vec::new(),
            told_bits: 0.0,
            all_bits,
            next: None,
            sample,
        };
        let Some(origin) = named(text) else { return Ok(nothing(PreviewStatus::NoSite, None)) };
        let site = origin.site();
        let known = state.wallet.sites.get(site);
        let wallet = state.wallet.papers.as_ref().and_then(|papers| Some((papers, papers.current(now)?)));
        let mut view = nothing(PreviewStatus::NoCredential, Some(site));
        // What it knows of an old name, it does not know of this one.
        let known = known.filter(|known| wallet.as_ref().is_none_or(|(papers, _)| known.names == papers.names()));
        if let Some(known) = known {
            view.told = told(known);
            crate::order::by_key(&mut view.told, |told| told.first);
            view.told_bits = known.told.bits();
            view.next = known.told.next_new().filter(|next| *next > now);
        }
        if known.is_some_and(|known| known.blocked) {
            view.status = PreviewStatus::Blocked;
        } else if let Some((_, credential)) = wallet {
            let key = self.identity()?.prf(&credential);
            let nothing_told = disclose::Told::default();
            let told = known.map_or(&nothing_told, |known: &Site| &known.told);
            let choice = disclose::choose(&state.interests(), &Asked { site, max }, told, &key, now);
            describe(&mut view, &choice);
        }
        Ok(view)
    }
}

impl State {
    /// How recognisable everything that any site was told under the names of now makes one.
    fn told_bits(&self) -> f64 {
        self.wallet.sites.bits(self.wallet.names())
    }
}

fn describe(view: &mut PreviewView, choice: &Choice) {
    view.status = PreviewStatus::Ready;
    view.segments = choice.segments.iter().map(offer).collect();
    view.bits = choice.bits;
    view.people = disclose::people_like(choice.bits);
    view.withheld = choice.withheld.iter().map(withheld).collect();
}

fn withheld(withheld: &Withheld) -> WithheldOffer {
    let reason = match withheld.why {
        Why::Recognisable => "Too few people would share it with everything else the site knows.",
        Why::Generalised => "Only what stands above it is told: too few people would share it itself.",
        Why::TooSoon => "The site was told something new less than four weeks ago.",
    };
    WithheldOffer { segment: named_segment(withheld.segment), reason: reason.to_owned() }
}

fn named_segment(id: SegmentId) -> Named {
    Named { id: id.to_string(), name: name(id) }
}

/// The origin that a person means who types an address, or a part of one.
fn named(text: &str) -> Option<Origin> {
    let text = text.trim().to_lowercase();
    let rest = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?.split(':').next()?;
    // A name alone is no site, but for this machine's own.
    (host.contains('.') || host == "localhost").then_some(())?;
    Origin::parse(&format!("https://{host}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_person_types_names_the_site() {
        for (text, site) in [
            ("news.example", Some("news.example")),
            ("  https://www.Shop.example/path?q=1 ", Some("shop.example")),
            ("http://blog.localhost:8789", Some("blog.localhost")),
            ("www.bbc.co.uk", Some("bbc.co.uk")),
            ("", None),
            ("word", None),
            ("two words.example", None),
            ("https://", None),
        ] {
            assert_eq!(named(text).as_ref().map(Origin::site), site, "{text}");
        }
    }
}
