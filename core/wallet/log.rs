//! What was disclosed: each login, and what each site knows by now of the name that the person has there.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{profile::taxonomy::SegmentId, time::Time};

use super::disclose::{Told, bits_of};

/// One login.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// When.
    pub at: Time,
    /// To which origin.
    pub origin: String,
    /// The registrable domain.
    pub site: String,
    /// The pseudonym there, whole.
    pub sub: String,
    /// What was said.
    pub segments: Vec<SegmentId>,
    /// How the answer went.
    pub by: Carried,
    /// Under which of the person's names: how often they had started anew.
    #[serde(default)]
    pub names: u32,
}

/// How an answer went to the publisher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Carried {
    /// To the window that asked.
    Popup,
    /// To the publisher's callback address.
    Callback,
}

/// What one registrable domain knows, from the first login under the newest name on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Every segment ever sent.
    pub told: Told,
    /// First login.
    pub first: Time,
    /// Last login.
    pub last: Time,
    /// How many.
    pub logins: u64,
    /// Whether the person wants nothing more to do with it.
    pub blocked: bool,
    /// Under which of the person's names, as in [`Disclosure`].
    #[serde(default)]
    pub names: u32,
}

/// All sites that were ever logged in at, by registrable domain.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sites(BTreeMap<String, Site>);

impl Sites {
    /// What a site knows.
    pub fn get(&self, site: &str) -> Option<&Site> {
        self.0.get(site)
    }

    /// All of them, by name.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Site)> {
        self.0.iter().map(|(name, site)| (name.as_str(), site))
    }

    /// How recognisable everything that any site was ever told makes one, under these names.
    pub fn bits(&self, names: u32) -> f64 {
        let known = self.0.values().filter(|site| site.names == names);
        let told: BTreeSet<SegmentId> = known.flat_map(|site| site.told.all()).map(|(id, _)| id).collect();
        bits_of(&told.into_iter().collect::<Vec<_>>())
    }

    /// Blocks a site, or not any more.
    pub fn block(&mut self, site: &str, on: bool) {
        if let Some(site) = self.0.get_mut(site) {
            site.blocked = on;
        }
    }

    /// Takes up a login. Under another name it is a site's first.
    pub fn record(&mut self, disclosure: &Disclosure) {
        let (at, names) = (disclosure.at, disclosure.names);
        let new = |blocked| Site { told: Told::default(), first: at, last: at, logins: 0, blocked, names };
        let entry = self.0.entry(disclosure.site.clone()).or_insert_with(|| new(false));
        if entry.names != names {
            *entry = new(entry.blocked);
        }
        entry.told.record(&disclosure.segments, at);
        entry.last = entry.last.max(at);
        entry.logins = entry.logins.saturating_add(1);
    }
}
