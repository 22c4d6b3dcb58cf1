//! What a record speaks for: the terms found in it are added up along the taxonomy, and the surest branch is answered, more
//! broadly, or not at all.

use std::collections::{HashMap, HashSet};

use crate::order;

use super::{
    Claim, Reach, calibrate, letters,
    lexicon::{self, By, Hit, Meaning},
    reading::{LONG_NAME, Reading, brands_of},
    taxonomy::{self, SegmentId},
    text::label,
};

/// Below this a segment is not claimed.
const ANSWER: f32 = 0.55;
/// How much surer than the next branch the first must be to be answered.
const MARGIN: f32 = 0.01;
/// How much a field made for machines, and a name, count above words, between branches.
const CODED: f32 = 0.4;
const NAMED: f32 = 0.2;
/// A one-word name counts this much where a brand is not expected: in free text “target” is mostly no shop.
const NAME_IN_TEXT: f32 = 0.6;
/// How much a word within a host's name counts.
const IN_HOST: f32 = 0.8;
/// So likely must be what a name is like by its letters.
const LIKELY: f32 = 0.8;

/// Interest > News and Politics.
const NEWS: SegmentId = SegmentId(522);
/// The regions below Interest > Travel.
const REGIONS: [SegmentId; 7] =
    [SegmentId(721), SegmentId(722), SegmentId(723), SegmentId(727), SegmentId(729), SegmentId(730), SegmentId(732)];

/// One segment's weight so far, and the term that gave the most of it.
struct Weight<'a> {
    doubt: f32,
    best: f32,
    why: &'a str,
    /// The best that speaks for it.
    by: By,
}

type Hits<'a> = Vec<(Hit<'a, Meaning>, f32)>;

/// The claims of a record: an interest, a purchase, both or none.
pub(super) fn weigh(reading: &Reading, reach: Reach) -> Vec<Claim> {
    let hits = hits(reading, reach);
    let interests = tally(hits.iter().filter_map(|(hit, weight)| Some((hit.what.interest?, hit, *weight))));
    let interest = decide(&interests, reach.always);
    // A purchase must speak of the same thing as the interest: what bears the interest out says what was bought.
    let bears_out = |meaning: &Meaning| match (&interest, meaning.interest) {
        (Some(claim), Some(id)) => branch(id) == branch(claim.segment),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let bought = hits.iter().filter(|(hit, _)| bears_out(hit.what));
    let purchases = tally(bought.filter_map(|(hit, weight)| Some((hit.what.purchase?, hit, *weight))));
    let purchase = if reading.bought || interest.is_none() { decide(&purchases, reach.always) } else { None };
    let claims: Vec<Claim> = interest.into_iter().chain(purchase).collect();
    if claims.is_empty() && reach.words { guess(reading, reach.always).into_iter().collect() } else { claims }
}

/// Every term that may decide, each with how much it counts where it stands.
fn hits<'a>(reading: &Reading, reach: Reach) -> Hits<'a> {
    let terms = lexicon::meanings();
    let mut hits: Hits<'a> = Vec::new();
    hits.extend(reading.host.and_then(|host| terms.find_host(host)).map(|hit| (hit, 1.0)));
    if hits.is_empty() {
        let within = reading.host.map(|host| terms.within(label(host))).unwrap_or_default();
        let mut within: Vec<_> = within.into_iter().filter(|hit| hit.what.by == By::Word).collect();
        // “autozeitung” tells of cars: what the news are about goes before that they are news.
        if within.iter().any(|hit| hit.what.interest != Some(NEWS)) {
            within.retain(|hit| hit.what.interest != Some(NEWS));
        }
        hits.extend(within.into_iter().map(|hit| (hit, IN_HOST)));
    }
    for text in &reading.texts {
        let found = terms.find(&text.words).into_iter();
        // Where a shop is, its descriptor says too; that is no journey.
        let told = found.filter(|hit| !(text.names && hit.what.interest.is_some_and(|id| REGIONS.contains(&id))));
        hits.extend(told.map(|hit| {
            let out_of_place = hit.what.by == By::Name && !text.names && !hit.term.contains([' ', '.']);
            (hit, if out_of_place { text.weight * NAME_IN_TEXT } else { text.weight })
        }));
    }
    // What a list of ours says of a name goes before what kind of place it mostly is.
    if !hits.iter().any(|(hit, weight)| hit.what.by == By::Name && *weight >= NAME_IN_TEXT) {
        // A short one may be a word of a name that only begins so: “Pink Fern Houseplants” sells no underwear.
        let told = hits.iter().any(|(hit, weight)| hit.what.strength * weight >= ANSWER);
        let brands = brands_of(reading).into_iter().filter(|(brand, _)| !told || brand.name.len() >= LONG_NAME);
        hits.extend(brands.filter_map(|(brand, weight)| Some((brand.hit()?, weight))));
    }
    hits.extend(reading.codes.iter().map(|code| (Hit { term: &code.name, what: &code.means }, 1.0)));
    // The same term in title and address is one word, said twice.
    let mut seen = HashSet::new();
    hits.retain(|(hit, _)| {
        let may_decide = if hit.what.by == By::Word { reach.words } else { reach.names };
        may_decide && seen.insert(hit.term)
    });
    hits
}

/// What the names are like that stand behind a record of which no table knows a word; of one that must be answered, all its
/// words.
fn guess(reading: &Reading, always: bool) -> Option<Claim> {
    let host = reading.host.map(|host| label(host).to_owned());
    let names = reading.texts.iter().filter(|text| text.names || always).flat_map(|text| &text.words);
    let words: Vec<String> = host.into_iter().chain(names.cloned()).collect();
    let found = letters::guess(&words).filter(|found| always || found.chance >= LIKELY)?;
    Claim::new(found.segment, calibrate::borne_out("letters", found.chance), "by its name")
}

/// The tier-2 segment that a segment is in.
pub(super) fn branch(id: SegmentId) -> Option<SegmentId> {
    taxonomy::lineage(id).find(|node| node.tier == 2).map(|node| node.id)
}

fn tally<'a>(hits: impl Iterator<Item = (SegmentId, &'a Hit<'a, Meaning>, f32)>) -> HashMap<SegmentId, Weight<'a>> {
    let mut weights: HashMap<SegmentId, Weight> = HashMap::new();
    for (segment, hit, weight) in hits {
        let strength = hit.what.strength * weight;
        for node in taxonomy::lineage(segment).filter(|node| node.tier > 1) {
            let entry = weights.entry(node.id).or_insert(Weight { doubt: 1.0, best: 0.0, why: hit.term, by: By::Word });
            entry.doubt *= 1.0 - strength;
            entry.by = entry.by.max(hit.what.by);
            if strength > entry.best {
                entry.best = strength;
                entry.why = hit.term;
            }
        }
    }
    weights
}

/// The surest tier-2 segment, and within it as deep as the words stay sure enough: several weak words may add up to a
/// broader segment where no single one is enough for a narrow one. Two branches that are equally sure cancel out, unless
/// a name stands behind one of them.
fn decide(weights: &HashMap<SegmentId, Weight>, always: bool) -> Option<Claim> {
    let answer = if always { 0.0 } else { ANSWER };
    let tops = weights.iter().filter(|(id, _)| branch(**id) == Some(**id));
    let mut tops: Vec<_> =
        tops.map(|(id, weight)| (*id, weight)).filter(|(_, weight)| weight.sure() >= answer).collect();
    order::by(&mut tops, |a, b| b.1.rank().total_cmp(&a.1.rank()).then(a.0.cmp(&b.0)));
    let (mut id, mut weight) = *tops.first()?;
    if tops.get(1).is_some_and(|(_, next)| !always && weight.rank() - next.rank() < MARGIN) {
        return None;
    }
    loop {
        let below = weights.iter().filter(|(below, weight)| {
            weight.sure() >= ANSWER && taxonomy::get(**below).is_some_and(|node| node.parent == Some(id))
        });
        let Some((next, its)) = below.max_by(|a, b| a.1.sure().total_cmp(&b.1.sure()).then(b.0.cmp(a.0))) else {
            break;
        };
        (id, weight) = (*next, its);
    }
    Claim::new(id, calibrate::borne_out(weight.by.name(), weight.sure()), &reason(weight))
}

impl Weight<'_> {
    fn sure(&self) -> f32 {
        1.0 - self.doubt
    }

    /// For choosing between branches: a name says more than words do, and a field made for machines more than a name.
    fn rank(&self) -> f32 {
        let ahead = match self.by {
            By::Word => 0.0,
            By::Name => NAMED,
            By::Code => CODED,
        };
        self.sure() + ahead
    }
}

fn reason(weight: &Weight) -> String {
    let how = match weight.by {
        By::Word => "it says",
        By::Name => "it names",
        By::Code => "it is marked",
    };
    format!("{how} “{}”", weight.why)
}
