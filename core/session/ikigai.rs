//! Ikigai, as a person sees it: each dimension in a sentence, its claims, and the records behind each.

use crate::{
    profile::{
        ikigai::{self, Bond, Dimension, Frequency, Ikigai, Signal, Social, Told},
        taxonomy,
    },
    record::RecordId,
    time::{Time, day_of},
    vault::Store,
};

use super::{
    Session, SessionError,
    see::count,
    view::RecordPage,
    view_ikigai::{ActivityView, ClaimView, DimensionView, IkigaiView},
};

/// The most activities that are listed.
const RECENT: usize = 40;
/// The most claims of a dimension that its sentence names.
const NAMED: usize = 3;
/// So many gifts a year make giving as sure as not.
const GIFTS: f32 = 3.0;

/// One thing said of the person, with its records, newest first.
struct Claim {
    /// Within its dimension.
    id: String,
    label: String,
    detail: String,
    strength: f32,
    signals: Vec<(RecordId, f32)>,
}

impl<S: Store> Session<S> {
    /// What brings the person joy, by what is here.
    pub async fn ikigai(&self, now: Time) -> Result<IkigaiView, SessionError> {
        let ikigai = self.reflected(now).await?;
        let dimensions = Dimension::ALL.into_iter().map(|dimension| {
            let claims = claims(&ikigai, dimension);
            let top = claims.iter().take(NAMED).map(|claim| claim.strength);
            DimensionView {
                dimension,
                summary: summary(&ikigai, dimension, &claims),
                strength: top.sum::<f32>() / 3.0,
                weight: ikigai.weights.of(dimension),
                claims: claims.into_iter().map(|claim| view(dimension, claim)).collect(),
            }
        });
        let recent = ikigai.experiences.recent.iter().take(RECENT).map(|activity| ActivityView {
            title: activity.title.clone(),
            kind: activity.kind.word().to_owned(),
            day: activity.day.to_string(),
            record: activity.record.to_string(),
        });
        let sample = self.state.borrow().books.imports.iter().any(|import| import.sample);
        Ok(IkigaiView { dimensions: dimensions.collect(), recent: recent.collect(), sample })
    }

    /// The records behind a claim, newest first, each with how much it says alone. None for a claim that is no more.
    pub async fn ikigai_evidence(
        &self,
        claim: &str,
        offset: usize,
        limit: usize,
        now: Time,
    ) -> Result<RecordPage, SessionError> {
        let ikigai = self.reflected(now).await?;
        let named =
            |dimension: &Dimension| claims(&ikigai, *dimension).into_iter().find(|it| id(*dimension, it) == claim);
        let signals = Dimension::ALL.iter().find_map(named).map(|claim| claim.signals).unwrap_or_default();
        let state = self.state.borrow();
        let items = signals.iter().skip(offset).take(limit).filter_map(|(id, strength)| {
            let line = state.shelf.evidence.line(id)?;
            let mut shown = state.show(id, line);
            shown.confidence = Some(*strength);
            Some(shown)
        });
        Ok(RecordPage { total: count(signals.len()), items: items.collect(), refining: false })
    }

    async fn reflected(&self, now: Time) -> Result<Ikigai, SessionError> {
        let _turn = self.turn.lock().await;
        self.have_life().await?;
        let weights = self.missions().await?.weights();
        let state = self.state.borrow();
        let Some(life) = &state.missions.life else { return Ok(Ikigai::default()) };
        let segments = state.shelf.profile.segments(&state.books.edits);
        Ok(ikigai::reflect(life, &segments, weights, now))
    }
}

fn id(dimension: Dimension, claim: &Claim) -> String {
    format!("{dimension:?}:{}", claim.id)
}

fn view(dimension: Dimension, claim: Claim) -> ClaimView {
    ClaimView {
        id: id(dimension, &claim),
        label: claim.label,
        detail: claim.detail,
        strength: claim.strength,
        records: count(claim.signals.len()),
    }
}

/// All that is said in a dimension, strongest first.
fn claims(ikigai: &Ikigai, dimension: Dimension) -> Vec<Claim> {
    match dimension {
        Dimension::Experiences => {
            let of = ikigai.experiences.preferred.iter();
            of.map(|it| told("kind", it, it.what.word().to_owned(), String::new())).collect()
        }
        Dimension::Relationships => ikigai.relationships.key_people.iter().map(person).collect(),
        Dimension::Interests => {
            let hobbies = ikigai
                .interests
                .hobbies
                .iter()
                .map(|it| told("hobby", it, it.what.clone(), "A hobby: time or money goes into it".to_owned()));
            let hobbies: Vec<Claim> = hobbies.collect();
            let known = |name: &str| hobbies.iter().any(|hobby| hobby.label == name);
            let topics = ikigai.interests.topics.iter().filter_map(|it| {
                let path = taxonomy::path(it.what);
                let (name, above) = path.split_last()?;
                let above = above.get(1..).unwrap_or_default().join(" › ");
                (!known(name)).then(|| told("topic", it, (*name).to_owned(), above))
            });
            let mut all: Vec<Claim> = topics.collect();
            all.extend(hobbies);
            crate::order::by(&mut all, |a, b| b.strength.total_cmp(&a.strength).then_with(|| a.id.cmp(&b.id)));
            all
        }
        Dimension::Giving => {
            let giving = &ikigai.giving;
            let causes =
                giving.causes.iter().map(|it| told("cause", it, it.what.clone(), "A cause you give to".to_owned()));
            let time = giving.volunteering.iter();
            let time = time.map(|it| told("time", it, it.what.clone(), "Time given".to_owned()));
            let gifts = (!giving.gifts.is_empty()).then(|| Claim {
                id: "gifts".to_owned(),
                label: "Gifts".to_owned(),
                detail: a_year(giving.gifts_a_year),
                strength: giving.gifts_a_year / (giving.gifts_a_year + GIFTS),
                signals: signals(&giving.gifts),
            });
            causes.chain(time).chain(gifts).collect()
        }
    }
}

fn told<T>(kind: &str, told: &Told<T>, label: String, detail: String) -> Claim {
    let id = format!("{kind}:{label}");
    Claim { id, label, detail, strength: told.strength, signals: signals(&told.signals) }
}

fn signals(signals: &[Signal]) -> Vec<(RecordId, f32)> {
    signals.iter().map(|signal| (signal.record.clone(), signal.strength)).collect()
}

fn person(person: &ikigai::KeyPerson) -> Claim {
    let bond = match person.bond {
        Bond::Family => Some("Family"),
        Bond::Partner => Some("Partner"),
        Bond::Friend => Some("Friend"),
        Bond::Colleague => Some("Colleague"),
        Bond::Unknown => None,
    };
    let shared = person.shared.iter().map(|shared| shared.to_lowercase()).collect::<Vec<_>>().join(", ");
    let last = person.last.map(|last| format!("in touch {}", day_of(last.date())));
    let parts = [bond.map(str::to_owned), Some(shared).filter(|shared| !shared.is_empty()), last];
    Claim {
        id: format!("person:{}", person.name),
        label: person.name.clone(),
        detail: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        strength: person.strength,
        signals: person.records.iter().map(|record| (record.clone(), person.strength)).collect(),
    }
}

/// A dimension in a sentence or two.
fn summary(ikigai: &Ikigai, dimension: Dimension, claims: &[Claim]) -> String {
    if claims.is_empty() {
        return "Nothing found yet.".to_owned();
    }
    let names = listed(claims.iter().take(NAMED).map(|claim| claim.label.as_str()));
    match dimension {
        Dimension::Experiences => {
            let often = match ikigai.experiences.frequency {
                Frequency::Frequent => "Every week there is something",
                Frequency::Occasional => "Every month there is something",
                Frequency::Rare => "Now and then there is something",
            };
            format!("{often}; most of all {}.", names.to_lowercase())
        }
        Dimension::Relationships => {
            let company = match ikigai.relationships.social {
                Social::Solo => "Mostly by yourself",
                Social::Couple => "Mostly the two of you",
                Social::Social => "Often with others",
                Social::VerySocial => "With others, week after week",
            };
            format!("{company}; closest are {names}.")
        }
        Dimension::Interests => format!("You come back to {}.", names.to_lowercase()),
        Dimension::Giving => format!("You give: {names}."),
    }
}

/// `one, another and a third`.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn a_year(gifts: f32) -> String {
    if gifts < 1.5 { "About one a year".to_owned() } else { format!("About {gifts:.0} a year") }
}
