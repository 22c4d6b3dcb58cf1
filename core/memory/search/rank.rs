//! What becomes of both halves together. The weights were chosen on the five conversations that docs/search.md speaks of.

use std::cmp::Ordering;

use super::{
    Filter, Hit, Index, NONE, Query, Ranker,
    dates::Dates,
    lexical::{Asked, Lexical},
    lists::{narrow, wide},
    vectors::{Probe, RESCORED, Vectors},
};

/// The share of the words in a fused score; the vectors have the rest.
const WORDS: f32 = 0.6;
/// How much of its neighbours' scores a document gets: the one before and the one before that, the next and the one behind.
const BEFORE: [f32; 2] = [0.5, 0.25];
const BEHIND: [f32; 2] = [0.4, 0.15];
/// More from the one before when it asks: this one is the answer.
const ANSWERS: f32 = 0.2;
/// A document that asks tells less.
const ASKS: f32 = 0.9;
/// Whoever is named speaks, or the time that is named is the document's.
const NAMED: f32 = 1.6;
const DATED: f32 = 1.4;
/// The spec's strength and recency, as much as can be had without losing relevance, and in how many seconds the second
/// halves.
const STRENGTH: f32 = 0.1;
const RECENCY: f32 = 0.05;
const RECENT: f32 = 30.0 * 86_400.0;
/// The k of reciprocal rank fusion.
const RRF: f32 = 60.0;
/// Best by words, and nearest, that are looked at closely, where no more are asked for.
const LOOKED_AT: usize = 120;
/// Of the best, how many times the limit MMR chooses from.
const CHOICE: usize = 4;

/// A document on its way to be found.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    doc: u32,
    score: f32,
}

/// The query's vectors, each with what it is held against.
struct Semantic<'a> {
    models: Vec<Held<'a>>,
    /// The nearest of all models by [`Semantic::meant`], best first.
    nearest: Vec<Candidate>,
}

/// One model's vector of the query, and the vectors it is held against.
struct Held<'a> {
    vectors: &'a Vectors,
    probe: Probe,
    share: f32,
    near: f32,
    /// The cosine of the last that is looked at, and how much more the first has.
    low: f32,
    span: f32,
}

impl Index {
    /// The best documents for a query, best first.
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        let allowed = self.allowed(&query.filter);
        let asked = self.asked(query.text, query.typing);
        let words = if query.ranker == Ranker::Vector {
            Lexical { scores: Vec::new(), found: Vec::new() }
        } else {
            self.lexical(&asked, &allowed)
        };
        let semantic = (query.ranker != Ranker::Bm25).then(|| self.semantic(query, &allowed)).flatten();
        let pool = query.limit.max(LOOKED_AT);
        let lexical = best(words.found.iter().map(|doc| Candidate { doc: *doc, score: of(&words, *doc) }), pool);
        let nearest = semantic.as_ref().map_or(&[][..], |semantic| &semantic.nearest);
        let ranked = match query.ranker {
            Ranker::Bm25 => lexical,
            Ranker::Vector => nearest.to_vec(),
            Ranker::Rrf => self.reciprocal(&lexical, nearest),
            Ranker::Fusion => self.fused(&words, &lexical, semantic.as_ref(), 0.5, false).0,
            Ranker::Full => self.full(query, &asked, &words, &lexical, semantic.as_ref(), &allowed),
        };
        let chosen = match query.diversity.filter(|share| *share > 0.0) {
            Some(share) => {
                let choice = best(ranked.into_iter(), query.limit.saturating_mul(CHOICE));
                let vectors = semantic.as_ref().and_then(|semantic| semantic.models.first()).map(|held| held.vectors);
                self.spread(choice, share.min(1.0), query.limit, vectors)
            }
            None => best(ranked.into_iter(), query.limit),
        };
        let hit = |one: Candidate| Hit {
            id: self.ids.get(one.doc).to_owned(),
            score: one.score,
            lexical: of(&words, one.doc),
            semantic: semantic.as_ref().and_then(|semantic| semantic.cosines(one.doc).next()).map_or(0.0, |it| it.1),
            near: semantic
                .as_ref()
                .is_some_and(|semantic| semantic.cosines(one.doc).any(|(held, cosine)| cosine >= held.near)),
        };
        chosen.into_iter().map(hit).collect()
    }

    /// For each document whether it is there and the filter lets it through.
    fn allowed(&self, filter: &Filter) -> Vec<bool> {
        let live = self.lengths.iter().map(|length| *length > 0);
        let Filter { namespaces, tiers, from, to, as_of } = filter;
        if namespaces.is_none() && tiers.is_none() && from.is_none() && to.is_none() && *as_of == super::AsOf::default()
        {
            return live.collect();
        }
        let through = |doc: &super::Doc| {
            let facets = &doc.facets;
            namespaces.is_none_or(|namespaces| namespaces.contains(&facets.namespace))
                && tiers.is_none_or(|tiers| tiers.contains(&facets.tier))
                && from.is_none_or(|from| doc.time.is_some_and(|time| from <= time))
                && to.is_none_or(|to| doc.time.is_some_and(|time| time < to))
                && as_of.known.is_none_or(|known| facets.known <= known)
                && as_of.valid.is_none_or(|valid| {
                    facets.valid_from.is_none_or(|from| from <= valid) && facets.valid_to.is_none_or(|to| valid < to)
                })
        };
        live.zip(&self.docs).map(|(live, doc)| live && through(doc)).collect()
    }

    fn semantic(&self, query: &Query, allowed: &[bool]) -> Option<Semantic<'_>> {
        let (mut models, mut pool) = (Vec::new(), Vec::new());
        for meaning in query.meanings {
            let Some(vectors) = self.vectors_of(meaning.model) else { continue };
            let Some(probe) = vectors.probe(meaning.vector) else { continue };
            let near = vectors.nearest(&probe, allowed, query.limit.max(RESCORED));
            let near = near.into_iter().map(|(doc, score)| Candidate { doc, score });
            let near = best(near, query.limit.max(LOOKED_AT));
            let (Some(high), Some(low)) = (near.first(), near.last()) else { continue };
            let span = (high.score - low.score).max(f32::EPSILON);
            models.push(Held { vectors, probe, share: meaning.share, near: meaning.near, low: low.score, span });
            pool.extend(near.iter().map(|one| one.doc));
        }
        if models.is_empty() {
            return None;
        }
        pool.sort_unstable();
        pool.dedup();
        let mut semantic = Semantic { models, nearest: Vec::new() };
        let meant = |doc: u32| Candidate { doc, score: semantic.meant(doc) };
        semantic.nearest = best(pool.into_iter().map(meant), query.limit.max(LOOKED_AT));
        Some(semantic)
    }

    /// Reciprocal rank fusion of two lists, best first.
    fn reciprocal(&self, lexical: &[Candidate], nearest: &[Candidate]) -> Vec<Candidate> {
        let mut scores = vec![0.0_f32; self.docs.len()];
        for list in [lexical, nearest] {
            for (one, place) in list.iter().zip(1_u16..) {
                scores.get_mut(wide(one.doc)).into_iter().for_each(|score| *score += (RRF + f32::from(place)).recip());
            }
        }
        candidates(&scores)
    }

    /// The min-max fused scores of the best of both lists and, where asked for, of their neighbours: as candidates, and of
    /// each document (nought for all others).
    fn fused(
        &self,
        words: &Lexical,
        lexical: &[Candidate],
        semantic: Option<&Semantic>,
        share: f32,
        neighbours: bool,
    ) -> (Vec<Candidate>, Vec<f32>) {
        let most = lexical.first().map_or(1.0, |one| one.score);
        let nearest = semantic.map_or(&[][..], |semantic| &semantic.nearest);
        // Without vectors the words have it all.
        let share = if nearest.is_empty() { 1.0 } else { share };
        let mut scores = vec![0.0_f32; self.docs.len()];
        let mut pool: Vec<u32> = lexical.iter().chain(nearest).map(|one| one.doc).collect();
        if neighbours {
            let beside: Vec<u32> = pool.iter().flat_map(|doc| self.beside(*doc)).filter(|doc| *doc != NONE).collect();
            pool.extend(beside);
        }
        pool.sort_unstable();
        pool.dedup();
        let mut found = Vec::with_capacity(pool.len());
        for doc in pool {
            let meant = semantic.map_or(0.0, |semantic| semantic.meant(doc));
            let fused = share * of(words, doc) / most + (1.0 - share) * meant.max(0.0);
            scores.get_mut(wide(doc)).into_iter().for_each(|score| *score = fused);
            found.push(Candidate { doc, score: fused });
        }
        (found, scores)
    }

    /// The two documents before a document and the two behind it in its thread.
    fn beside(&self, doc: u32) -> [u32; 4] {
        let Some(one) = self.docs.get(wide(doc)) else { return [NONE; 4] };
        let before = self.docs.get(wide(one.previous)).map_or(NONE, |before| before.previous);
        let behind = self.docs.get(wide(one.next)).map_or(NONE, |behind| behind.next);
        [one.previous, before, one.next, behind]
    }

    /// Everything that is known of relevance.
    fn full(
        &self,
        query: &Query,
        asked: &Asked,
        words: &Lexical,
        lexical: &[Candidate],
        semantic: Option<&Semantic>,
        allowed: &[bool],
    ) -> Vec<Candidate> {
        let (mut found, scores) = self.fused(words, lexical, semantic, WORDS, true);
        let dates = Dates::of(&asked.words, query.now);
        found.retain(|one| allowed.get(wide(one.doc)).is_some_and(|allowed| *allowed));
        // What must not be found does not say by its neighbours' places what it holds.
        let own = |doc: u32| {
            let score = scores.get(wide(doc)).copied().unwrap_or(0.0);
            if allowed.get(wide(doc)).is_some_and(|allowed| *allowed) { score } else { 0.0 }
        };
        for one in &mut found {
            let [previous, before, next, behind] = self.beside(one.doc);
            let asks = |doc: u32| self.docs.get(wide(doc)).is_some_and(|doc| doc.asks);
            let [near, far] = BEFORE;
            one.score += own(previous) * (near + if asks(previous) { ANSWERS } else { 0.0 }) + own(before) * far;
            let [near, far] = BEHIND;
            one.score += own(next) * near + own(behind) * far;
            one.score *= self.bearing(one.doc, asked, &dates, query.now);
        }
        found
    }

    /// What a document's score is multiplied with for what it is besides its text.
    fn bearing(&self, doc: u32, asked: &Asked, dates: &Dates, now: i64) -> f32 {
        let doc = self.doc(doc);
        let mut factor = if doc.asks { ASKS } else { 1.0 };
        let mut names = self.speakers.get(doc.speaker).split(' ').filter(|name| name.len() > 1);
        if names.any(|name| asked.words.iter().any(|word| word == name)) {
            factor *= NAMED;
        }
        if !dates.is_empty() && doc.time.is_some_and(|time| dates.have(time)) {
            factor *= DATED;
        }
        #[expect(clippy::cast_precision_loss, reason = "a recency need not be exact")]
        let age = now.saturating_sub(doc.facets.accessed.max(doc.facets.known)).max(0) as f32;
        factor * (1.0 + STRENGTH * doc.facets.strength.clamp(0.0, 1.0) + RECENCY * (-age / RECENT).exp2())
    }

    /// Maximal marginal relevance: again and again the one of the highest score less its likeness to those chosen.
    fn spread(&self, mut from: Vec<Candidate>, share: f32, limit: usize, vectors: Option<&Vectors>) -> Vec<Candidate> {
        let most = from.first().map_or(1.0, |one| one.score).max(f32::EPSILON);
        let mut likeness = vec![0.0_f32; from.len()];
        let mut chosen = Vec::with_capacity(limit.min(from.len()));
        while chosen.len() < limit {
            let worth = |(one, like): (&Candidate, &f32)| (1.0 - share) * one.score / most - share * like;
            let values: Vec<f32> = from.iter().zip(&likeness).map(worth).collect();
            let Some(at) = (0..values.len()).max_by(|one, other| {
                // Of equals the first.
                values.get(*one).partial_cmp(&values.get(*other)).unwrap_or(Ordering::Equal).then(other.cmp(one))
            }) else {
                break;
            };
            let next = from.remove(at);
            likeness.remove(at);
            for (one, like) in from.iter().zip(&mut likeness) {
                *like = like.max(self.alike(one.doc, next.doc, vectors));
            }
            chosen.push(next);
        }
        chosen
    }

    /// How alike two documents are, 0 to 1: by their vectors, or where one has none by their terms.
    fn alike(&self, one: u32, other: u32, vectors: Option<&Vectors>) -> f32 {
        if let Some(vectors) = vectors.filter(|vectors| vectors.has(one) && vectors.has(other)) {
            return vectors.alike(one, other).clamp(0.0, 1.0);
        }
        let (one, other) = (self.contents.get(one), self.contents.get(other));
        let common = narrow(one.iter().filter(|term| other.contains(term)).count());
        let all = narrow(one.len().saturating_add(other.len())).saturating_sub(common);
        #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
        let share = common as f32 / all.max(1) as f32;
        share
    }
}

impl Semantic<'_> {
    /// A document's cosine by each model that has a vector of it.
    fn cosines(&self, doc: u32) -> impl Iterator<Item = (&Held<'_>, f32)> {
        self.models.iter().filter_map(move |held| Some((held, held.vectors.cosine(&held.probe, doc)?)))
    }

    /// How near a document is, 1 as the nearest of all, 0 as the last that is looked at or one without a vector: the mean
    /// of the models that have read it, so that one that has not read all yet does not stand in the way of the others.
    fn meant(&self, doc: u32) -> f32 {
        let sum = |(sum, shares), (held, cosine): (&Held, f32)| {
            (sum + held.share * (cosine - held.low) / held.span, shares + held.share)
        };
        let (sum, shares) = self.cosines(doc).fold((0.0_f32, 0.0_f32), sum);
        if shares > 0.0 { sum / shares } else { 0.0 }
    }
}

fn of(words: &Lexical, doc: u32) -> f32 {
    words.scores.get(wide(doc)).copied().unwrap_or(0.0)
}

fn candidates(scores: &[f32]) -> Vec<Candidate> {
    let numbered = scores.iter().enumerate().filter(|(_, score)| **score > 0.0);
    numbered.map(|(doc, score)| Candidate { doc: narrow(doc), score: *score }).collect()
}

/// The best `limit` of these, best first; of equals the older. Most are worse than what was seen before, and cost one look.
fn best(from: impl Iterator<Item = Candidate>, limit: usize) -> Vec<Candidate> {
    let order = |one: &Candidate, other: &Candidate| other.score.total_cmp(&one.score).then(one.doc.cmp(&other.doc));
    let room = limit.saturating_mul(2).max(1);
    let mut kept: Vec<Candidate> = Vec::new();
    let mut least = f32::NEG_INFINITY;
    for one in from {
        if one.score < least {
            continue;
        }
        kept.push(one);
        if kept.len() >= room {
            let (_, last, _) = kept.select_nth_unstable_by(limit.saturating_sub(1), order);
            least = last.score;
            kept.truncate(limit);
        }
    }
    kept.sort_unstable_by(order);
    kept.truncate(limit);
    kept
}
