//! Adding up: many records' claims to one score a segment, evidence kept; how much it says is counted in `score`.

use std::collections::{BTreeMap, HashMap};

use crate::{
    flat::{Garbled, Reader, Texts, Writer, text_of},
    order,
    record::{RecordId, Source},
    time::Time,
};

use super::{
    Claim, Edits, Tone, Verdict,
    correlation::{self, Combination},
    score::Tally,
    taxonomy,
    taxonomy::SegmentId,
};

/// A segment that is less sure spells nothing out: a record that has long faded.
const SPOKEN: f32 = 0.2;

/// The fewest bytes of a record and of a claim as flat bytes.
const SHORTEST_RECORD: usize = 11;
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
    /// When the oldest and the newest of them happened.
    pub first: Option<Time>,
    /// See `first`.
    pub last: Option<Time>,
    /// How many of them speak against it: something was cancelled or sent back.
    pub against: u64,
    /// Whether a record claims the segment itself, and not only one below it.
    pub direct: bool,
    /// Whether the person said that this is them.
    pub confirmed: bool,
}

impl SegmentScore {
    /// What the person confirms without any evidence.
    pub(super) fn of(segment: SegmentId) -> Self {
        Self {
            segment,
            confidence: 1.0,
            records: Vec::new(),
            sources: Vec::new(),
            first: None,
            last: None,
            against: 0,
            direct: false,
            confirmed: true,
        }
    }
}

/// All claims so far.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    records: HashMap<RecordId, Judged>,
}

/// A record's verdict, kept.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub source: Source,
    pub time: Option<Time>,
    pub tone: Tone,
    pub claims: Vec<Claim>,
}

impl Profile {
    /// Takes a record's verdict up, in place of an earlier one of the same record.
    pub fn add(&mut self, id: &RecordId, source: Source, time: Option<Time>, verdict: &Verdict) {
        if verdict.claims.is_empty() {
            self.records.remove(id);
        } else {
            self.records
                .insert(id.clone(), Judged { source, time, tone: verdict.tone, claims: verdict.claims.clone() });
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
            records.u8(judged.tone.number());
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
            let tone = Tone::from_number(records.u8()?).ok_or(Garbled)?;
            let claims = (0..records.length(SHORTEST_CLAIM)?).map(|_| {
                let (segment, confidence) = (SegmentId(records.u16()?), records.f32()?);
                Claim::new(segment, confidence, text_of(&texts, records.u32()?)?).ok_or(Garbled)
            });
            let claims = claims.collect::<Result<_, _>>()?;
            profile.records.insert(id, Judged { source, time, tone, claims });
        }
        records.end()?;
        Ok(profile)
    }

    /// Whether this record speaks for anything. What is sensitive never does.
    pub fn speaks_by(&self, id: &RecordId) -> bool {
        self.records.contains_key(id)
    }

    /// How many records speak for anything.
    pub fn speaking(&self) -> usize {
        self.records.len()
    }

    /// Every segment that evidence or the person supports, with those above it, surest first: without those the person
    /// refuses, and without what would tell, together with others, what nothing may be inferred from.
    pub fn segments(&self, edits: &Edits) -> Vec<SegmentScore> {
        let mut scores = self.scores(edits);
        let spelt_out = spelt_out(&scores);
        scores.retain(|score| !spelt_out.iter().any(|combination| combination.drops(score.segment)));
        scores
    }

    /// What [`Profile::segments`] leaves out because of others, surest first, each with the combination that it is part of.
    pub fn withheld(&self, edits: &Edits) -> Vec<(SegmentId, &'static Combination)> {
        let scores = self.scores(edits);
        let spelt_out = spelt_out(&scores);
        let of = |segment| spelt_out.iter().find(|combination| combination.drops(segment)).map(|it| (segment, *it));
        scores.iter().filter_map(|score| of(score.segment)).collect()
    }

    fn scores(&self, edits: &Edits) -> Vec<SegmentScore> {
        let now = self.newest();
        let mut tallies: BTreeMap<SegmentId, Tally> = BTreeMap::new();
        for (id, judged) in &self.records {
            for claim in judged.claims.iter().filter(|claim| !edits.refuses(claim.segment)) {
                for node in taxonomy::lineage(claim.segment) {
                    let tally = tallies.entry(node.id).or_default();
                    tally.count(id, judged, claim, edits, now);
                    if node.id == claim.segment {
                        tally.claimed();
                    }
                }
            }
        }
        let scored = tallies.into_iter().filter_map(|(id, tally)| tally.score(id, edits.confirms(id)));
        let mut scores: Vec<_> = scored.collect();
        for node in edits.me.iter().flat_map(|id| taxonomy::lineage(*id)) {
            if !taxonomy::is_denied(node.id) && scores.iter().all(|score| score.segment != node.id) {
                scores.push(SegmentScore::of(node.id));
            }
        }
        order::by(&mut scores, |a, b| b.confidence.total_cmp(&a.confidence).then(a.segment.cmp(&b.segment)));
        scores
    }

    /// When the newest evidence happened. What is planned has not happened.
    fn newest(&self) -> Option<Time> {
        let happened = self.records.values().filter(|judged| judged.source != Source::Calendar);
        happened.filter_map(|judged| judged.time).max().or_else(|| self.records.values().filter_map(|it| it.time).max())
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

/// The combinations that a profile makes up.
fn spelt_out(scores: &[SegmentScore]) -> Vec<&'static Combination> {
    correlation::spelt_out(scores.iter().filter(|score| score.confidence >= SPOKEN).map(|score| score.segment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Claim, Kind, Says, Tone};

    fn says(segment: u16, confidence: f32, why: &str) -> Verdict {
        Verdict {
            kind: Kind::Positive,
            tone: Tone::Plain,
            claims: Claim::new(SegmentId(segment), confidence, why).into_iter().collect(),
        }
    }

    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }

    fn profile(says: &[Verdict]) -> Profile {
        let mut profile = Profile::default();
        for (at, verdict) in says.iter().enumerate() {
            let day = time(&format!("2026-{:02}-{:02}T12:00:00Z", at / 28 % 12 + 1, at % 28 + 1));
            profile.add(&RecordId::from_text(format!("r{at}")), Source::Email, Some(day), verdict);
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
        let edits = Edits { not_me: [SegmentId(541)].into(), ..Edits::default() };
        assert!(profile.segments(&edits).is_empty());
        let edits = Edits { not_me: [SegmentId(544)].into(), ..Edits::default() };
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
    fn one_evening_is_one_claim_and_a_gift_is_hardly_one() {
        let heard = |days: u32, tone: Tone| {
            let mut profile = Profile::default();
            for record in 0..30 {
                let at = time(&format!("2026-03-{:02}T20:{record:02}:00Z", record % days + 1));
                let id = RecordId::from_text(format!("r{record}"));
                profile.add(&id, Source::History, Some(at), &Verdict { tone, ..says(544, 0.9, "zooplus") });
            }
            confidence(&profile, 544)
        };
        assert!(heard(1, Tone::Plain) < 0.26 && heard(15, Tone::Plain) > heard(1, Tone::Plain) + 0.05);
        assert!(heard(1, Tone::Gift) < 0.1);
    }

    #[test]
    fn evidence_fades_beside_newer_by_its_kind_and_alone_does_not() {
        let mut old = Profile::default();
        for (at, source) in [Source::History, Source::Transaction].into_iter().enumerate() {
            let (id, segment) = (RecordId::from_text(format!("{at}")), [544, 719][at]);
            old.add(&id, source, Some(time("2024-01-01T08:00:00Z")), &says(segment, 0.9, "long ago"));
        }
        let alone = confidence(&old, 544);
        assert_eq!(alone, confidence(&old, 719));
        old.add(&RecordId::from_text("n"), Source::Email, Some(time("2026-01-01T08:00:00Z")), &says(481, 0.9, "new"));
        assert!(confidence(&old, 544) < 0.1 * alone && confidence(&old, 719) > 2.0 * confidence(&old, 544));
        // What is planned does not make the rest old.
        old.add(
            &RecordId::from_text("p"),
            Source::Calendar,
            Some(time("2036-01-01T08:00:00Z")),
            &says(607, 0.9, "plan"),
        );
        assert!(confidence(&old, 481) > 0.2);
    }

    #[test]
    fn what_was_cancelled_speaks_against_and_is_kept() {
        let mut profile = profile(&[says(481, 0.9, "spotify"), says(481, 0.9, "spotify"), says(481, 0.9, "guitar")]);
        let before = confidence(&profile, 481);
        let against = Verdict { tone: Tone::Against, ..says(481, 0.9, "spotify") };
        profile.add(&RecordId::from_text("no"), Source::Email, None, &against);
        assert!(confidence(&profile, 481) < before);
        let scores = profile.segments(&Edits::default());
        let music = scores.iter().find(|score| score.segment.0 == 481).unwrap();
        assert_eq!((music.against, music.records.len()), (1, 4));
        assert_eq!(profile.evidence(SegmentId(481)).len(), 4);
    }

    #[test]
    fn the_persons_words_win_over_the_evidence() {
        let profile = profile(&[says(544, 0.9, "zooplus"), says(607, 0.9, "zooplus"), says(719, 0.9, "trip")]);
        let sure = |edits: &Edits, id: u16| {
            profile.segments(edits).iter().find(|score| score.segment.0 == id).map(|score| score.confidence)
        };
        let mut edits = Edits::default();
        let before = sure(&edits, 607).unwrap();
        edits.teach("zooplus", SegmentId(541), Some(Says::Wrong));
        assert_eq!((sure(&edits, 544), sure(&edits, 541)), (None, None));
        assert!(sure(&edits, 607).unwrap() < before);
        edits.teach("trip", SegmentId(719), Some(Says::Right));
        assert!(sure(&edits, 719).unwrap() > before);
        edits.confirm(SegmentId(661));
        assert_eq!((sure(&edits, 661), sure(&edits, 607)), (Some(1.0), Some(1.0)));
        edits.refuse(SegmentId(607));
        assert_eq!((sure(&edits, 661), sure(&edits, 607)), (None, None));
        assert_eq!(profile.evidence(SegmentId(607)).len(), 1, "the evidence is kept");
    }

    #[test]
    fn harmless_segments_that_spell_out_a_sensitive_one_are_left_out() {
        let one = profile(&[says(1346, 0.9, "baby")]);
        assert!(confidence(&one, 1346) > 0.0 && one.withheld(&Edits::default()).is_empty());
        let both = profile(&[says(1346, 0.9, "baby"), says(1498, 0.9, "shower"), says(544, 0.9, "dog")]);
        let left: Vec<u16> = both.segments(&Edits::default()).iter().map(|score| score.segment.0).collect();
        assert!(!left.contains(&1346) && !left.contains(&1498) && left.contains(&544), "{left:?}");
        let withheld = both.withheld(&Edits::default());
        assert!(withheld.iter().all(|(_, why)| why.topic == "pregnancy") && withheld.len() == 2);
        // Nor does the person's word make it say so.
        let mut edits = Edits::default();
        edits.confirm(SegmentId(1346));
        assert!(both.segments(&edits).iter().all(|score| score.segment.0 != 1346));
    }

    #[test]
    fn a_denied_segment_is_never_claimed() {
        for node in taxonomy::all().into_iter().filter(|node| taxonomy::is_denied(node.id)) {
            assert!(Claim::new(node.id, 1.0, "anything").is_none());
        }
    }
}
