//! Adding up: many records' claims to one score a segment, evidence kept.
//!
//! Within one voice (a sender, merchant or host) claims add little to each other: two hundred visits of one site are
//! one habit. A voice's strength is its strongest claim, reached by repetition; the strengths of different voices add
//! up, and a segment's confidence is their sum S as S / (S + [`HALF`]).

use std::collections::{BTreeMap, HashMap};

use crate::{
    flat::{Garbled, Reader, Texts, Writer, text_of},
    order,
    record::{RecordId, Source},
    time::Time,
};

use super::{Claim, Edits, Verdict, taxonomy, taxonomy::SegmentId};

/// As many full voices make a segment as likely as not: one habit is no interest yet, and nothing is ever certain.
const HALF: f32 = 1.5;
/// One record alone is at most this sure of a person, however sure it is of itself.
const ONE_RECORD: f32 = 0.55;
/// How much of the way to its claim's confidence each further record of one voice goes.
const REPETITION: f32 = 0.12;

/// The fewest bytes of a record and of a claim as flat bytes.
const SHORTEST_RECORD: usize = 10;
const SHORTEST_CLAIM: usize = 10;

/// One record behind a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Which record.
    pub record: RecordId,
    /// What in it decided.
    pub why: String,
    /// How sure the record alone is, 0 to 1.
    pub confidence: f32,
    /// When it happened.
    pub time: Option<Time>,
    /// Kind of evidence.
    pub source: Source,
}

/// A segment's score over all evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentScore {
    /// Which segment.
    pub segment: SegmentId,
    /// 0 to 1.
    pub confidence: f32,
    /// Records behind it and behind those below it, newest first.
    pub records: Vec<RecordId>,
    /// Kinds of evidence behind it, in the order of [`Source`].
    pub sources: Vec<Source>,
    /// Whether a record claims the segment itself, and not only one below it.
    pub direct: bool,
}

/// All claims so far.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    records: HashMap<RecordId, Judged>,
}

#[derive(Debug, Clone)]
struct Judged {
    source: Source,
    time: Option<Time>,
    claims: Vec<Claim>,
}

#[derive(Default)]
struct Tally<'a> {
    records: Vec<(&'a RecordId, &'a Judged)>,
    voices: BTreeMap<&'a str, (f32, u32)>,
    direct: bool,
}

impl Profile {
    /// Takes a record's verdict up, in place of an earlier one of the same record.
    pub fn add(&mut self, id: &RecordId, source: Source, time: Option<Time>, verdict: &Verdict) {
        if verdict.claims.is_empty() {
            self.records.remove(id);
        } else {
            self.records.insert(id.clone(), Judged { source, time, claims: verdict.claims.clone() });
        }
    }

    /// Forgets a record.
    pub fn remove(&mut self, id: &RecordId) {
        self.records.remove(id);
    }

    /// All claims as flat bytes, with the edition of the rules that made them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (mut texts, mut records) = (Texts::default(), Writer::default());
        records.length(self.records.len());
        for (id, judged) in &self.records {
            records.text(id.as_str());
            records.u8(judged.source.number());
            Time::write(judged.time, &mut records);
            records.length(judged.claims.len());
            for claim in &judged.claims {
                records.u16(claim.segment.0);
                records.f32(claim.confidence);
                records.u32(texts.number(&claim.why));
            }
        }
        let mut out = Writer::default();
        out.u64(super::EDITION);
        texts.write(&mut out);
        out.bytes(&records.finish());
        out.finish()
    }

    /// Reads what [`Profile::to_bytes`] wrote, if the same rules did.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Garbled> {
        let mut from = Reader::new(bytes);
        if from.u64()? != super::EDITION {
            return Err(Garbled);
        }
        let texts = Texts::read(&mut from)?;
        let mut records = Reader::new(from.bytes()?);
        from.end()?;
        let count = records.length(SHORTEST_RECORD)?;
        let mut profile = Self { records: HashMap::with_capacity(count) };
        for _ in 0..count {
            let id = RecordId::from_text(records.text()?);
            let source = Source::from_number(records.u8()?).ok_or(Garbled)?;
            let time = Time::read(&mut records)?;
            let claims = (0..records.length(SHORTEST_CLAIM)?).map(|_| {
                let (segment, confidence) = (SegmentId(records.u16()?), records.f32()?);
                Claim::new(segment, confidence, text_of(&texts, records.u32()?)?).ok_or(Garbled)
            });
            let claims = claims.collect::<Result<_, _>>()?;
            profile.records.insert(id, Judged { source, time, claims });
        }
        records.end()?;
        Ok(profile)
    }

    /// How many records speak for anything.
    pub fn speaking(&self) -> usize {
        self.records.len()
    }

    /// Every segment that evidence supports, with those above it, without those the person refuses; surest first.
    pub fn segments(&self, edits: &Edits) -> Vec<SegmentScore> {
        let mut tallies: BTreeMap<SegmentId, Tally> = BTreeMap::new();
        for (id, judged) in &self.records {
            for claim in judged.claims.iter().filter(|claim| !edits.refuses(claim.segment)) {
                for node in taxonomy::lineage(claim.segment) {
                    let tally = tallies.entry(node.id).or_default();
                    tally.direct |= node.id == claim.segment;
                    tally.count(id, judged, claim);
                }
            }
        }
        let mut scores: Vec<_> = tallies.into_iter().map(|(segment, tally)| tally.score(segment)).collect();
        order::by(&mut scores, |a, b| b.confidence.total_cmp(&a.confidence).then(a.segment.cmp(&b.segment)));
        scores
    }

    /// The records behind a segment and those below it, newest first, each with its strongest reason.
    pub fn evidence(&self, segment: SegmentId) -> Vec<Evidence> {
        let mut found: Vec<Evidence> = self
            .records
            .iter()
            .filter_map(|(record, judged)| {
                let below = |id| taxonomy::lineage(id).any(|node| node.id == segment);
                let claims = judged.claims.iter().filter(|claim| below(claim.segment));
                let claim = claims.max_by(|a, b| a.confidence.total_cmp(&b.confidence))?;
                Some(Evidence {
                    record: record.clone(),
                    why: claim.why.clone(),
                    confidence: claim.confidence,
                    time: judged.time,
                    source: judged.source,
                })
            })
            .collect();
        order::by(&mut found, |a, b| b.time.cmp(&a.time).then_with(|| a.record.cmp(&b.record)));
        found
    }
}

impl<'a> Tally<'a> {
    fn count(&mut self, id: &'a RecordId, judged: &'a Judged, claim: &'a Claim) {
        if self.records.last().is_none_or(|(last, _)| *last != id) {
            self.records.push((id, judged));
        }
        let (strongest, times) = self.voices.entry(claim.why.as_str()).or_insert((0.0, 0));
        *strongest = strongest.max(claim.confidence);
        *times = times.saturating_add(1);
    }

    fn score(mut self, segment: SegmentId) -> SegmentScore {
        let said: f32 = self.voices.values().map(|voice| strength(*voice)).sum();
        let newest_first =
            |a: &(&RecordId, &Judged), b: &(&RecordId, &Judged)| b.1.time.cmp(&a.1.time).then(a.0.cmp(b.0));
        order::by(&mut self.records, newest_first);
        let held = |source: &Source| self.records.iter().any(|(_, judged)| judged.source == *source);
        SegmentScore {
            segment,
            confidence: said / (said + HALF),
            sources: Source::ALL.into_iter().filter(held).collect(),
            records: self.records.iter().map(|(id, _)| (*id).clone()).collect(),
            direct: self.direct,
        }
    }
}

/// How much one voice says, having spoken `times` times.
fn strength((claim, times): (f32, u32)) -> f32 {
    let first = claim * ONE_RECORD;
    let steps = f32::from(u16::try_from(times.saturating_sub(1)).unwrap_or(u16::MAX));
    claim - (claim - first) * (1.0 - REPETITION).powf(steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Claim, Kind};

    fn says(segment: u16, confidence: f32, why: &str) -> Verdict {
        Verdict { kind: Kind::Positive, claims: Claim::new(SegmentId(segment), confidence, why).into_iter().collect() }
    }

    fn profile(says: &[Verdict]) -> Profile {
        let mut profile = Profile::default();
        for (at, verdict) in says.iter().enumerate() {
            profile.add(&RecordId::from_text(format!("r{at}")), Source::Email, None, verdict);
        }
        profile
    }

    fn confidence(profile: &Profile, segment: u16) -> f32 {
        let scores = profile.segments(&Edits::default());
        scores.iter().find(|score| score.segment.0 == segment).map_or(0.0, |score| score.confidence)
    }

    #[test]
    fn one_record_is_no_certainty_and_many_visits_of_one_site_are_one_habit() {
        let once = confidence(&profile(&[says(544, 0.9, "zooplus")]), 544);
        let often = confidence(&profile(&vec![says(544, 0.9, "zooplus"); 200]), 544);
        let many =
            confidence(&profile(&[says(544, 0.9, "zooplus"), says(544, 0.9, "dog"), says(544, 0.9, "vet")]), 544);
        assert!(once < 0.5 && once < often && often <= 0.9 && many > once, "{once} {often} {many}");
    }

    #[test]
    fn segments_roll_up_and_a_refusal_hides_what_is_below() {
        let profile = profile(&[says(544, 0.9, "dog"), says(543, 0.8, "cat")]);
        let scores = profile.segments(&Edits::default());
        let pets = scores.iter().find(|score| score.segment.0 == 541).unwrap();
        assert!(!pets.direct && pets.records.len() == 2);
        assert_eq!(profile.evidence(SegmentId(541)).len(), 2);
        let edits = Edits { not_me: [SegmentId(541)].into() };
        assert!(profile.segments(&edits).is_empty());
        let edits = Edits { not_me: [SegmentId(544)].into() };
        let left = profile.segments(&edits);
        assert!(left.iter().all(|score| score.segment.0 != 544));
        assert!(left.iter().any(|score| score.segment.0 == 541));
    }

    #[test]
    fn forgetting_a_record_takes_its_word_back() {
        let mut profile = profile(&[says(544, 0.9, "dog"), says(544, 0.9, "vet")]);
        let before = confidence(&profile, 544);
        profile.remove(&RecordId::from_text("r0"));
        assert!(confidence(&profile, 544) < before);
        profile.remove(&RecordId::from_text("r1"));
        assert!(profile.segments(&Edits::default()).is_empty());
    }

    #[test]
    fn flat_bytes_hold_everything_and_no_bytes_are_trusted() {
        let profile = profile(&[says(544, 0.9, "dog"), says(543, 0.8, "cat"), says(544, 0.7, "dog")]);
        let bytes = profile.to_bytes();
        let again = Profile::from_bytes(&bytes).unwrap();
        assert_eq!(again.segments(&Edits::default()), profile.segments(&Edits::default()));
        for length in 0..bytes.len() {
            assert!(Profile::from_bytes(&bytes[..length]).is_err());
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x41;
            drop(Profile::from_bytes(&bytes));
        }
    }

    #[test]
    fn a_denied_segment_is_never_claimed() {
        for node in taxonomy::all().into_iter().filter(|node| taxonomy::is_denied(node.id)) {
            assert!(Claim::new(node.id, 1.0, "anything").is_none());
        }
    }
}
