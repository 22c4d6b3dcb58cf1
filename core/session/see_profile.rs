//! The profile: what it says, what the person says of it, when what came and went.

use crate::{
    profile::{
        Edits, Says, SegmentScore,
        history::{Because, Change},
        openrtb::{self, OpenRtb},
        taxonomy::{self, SegmentId},
    },
    time::Clock,
    vault::Store,
};

use super::{
    Session, SessionError, State, books,
    see::{count, path},
    view::{LessonView, ProfileChange, ProfileView, Refused, SegmentView, WithheldView},
};

impl<S: Store> Session<S> {
    /// The segments that the evidence or the person supports, without those the person refused and those that together
    /// would tell what nothing may be inferred from.
    pub fn profile(&self) -> ProfileView {
        let state = self.state.borrow();
        let (profile, edits) = (&state.shelf.profile, &state.books.edits);
        let records = state.shelf.evidence.lines().count();
        let withheld = profile.withheld(edits).into_iter();
        let lessons = edits.voices.iter().flat_map(|(voice, lessons)| lessons.iter().map(move |it| (voice, it)));
        ProfileView {
            segments: profile.segments(edits).iter().filter_map(segment_view).collect(),
            refused: edits.not_me.iter().map(|id| Refused { id: id.to_string(), path: path(*id) }).collect(),
            withheld: withheld
                .map(|(id, why)| WithheldView { id: id.to_string(), path: path(id), reason: why.reason.to_owned() })
                .collect(),
            lessons: lessons
                .map(|(voice, (id, says))| LessonView {
                    voice: voice.clone(),
                    segment: id.to_string(),
                    path: path(*id),
                    says: *says,
                })
                .collect(),
            records: count(records),
            unclassified: count(records.saturating_sub(profile.speaking())),
            sample: state.books.imports.iter().any(|import| import.sample),
        }
    }

    /// "Not me": the segment and all below it go, and stay away after every import to come.
    pub async fn not_me(&self, segment: &str, clock: &impl Clock) -> Result<(), SessionError> {
        let segment = parse(segment)?;
        self.edit(|edits| edits.refuse(segment), clock).await
    }

    /// Takes a "not me" back.
    pub async fn undo_not_me(&self, segment: &str, clock: &impl Clock) -> Result<(), SessionError> {
        let segment = parse(segment)?;
        self.edit(|edits| _ = edits.not_me.remove(&segment), clock).await
    }

    /// "This is me": the segment is certain, with evidence or without. One that is never inferred cannot be said either.
    pub async fn this_is_me(&self, segment: &str, clock: &impl Clock) -> Result<(), SessionError> {
        let id = parse(segment)?;
        if taxonomy::is_denied(id) {
            return Err(SessionError::UnknownSegment(segment.to_owned()));
        }
        self.edit(|edits| edits.confirm(id), clock).await
    }

    /// Takes a "this is me" back.
    pub async fn undo_this_is_me(&self, segment: &str, clock: &impl Clock) -> Result<(), SessionError> {
        let segment = parse(segment)?;
        self.edit(|edits| _ = edits.me.remove(&segment), clock).await
    }

    /// Teaches what a voice (a record's reason) is worth for a segment; `None` forgets the lesson.
    pub async fn teach_voice(
        &self,
        voice: &str,
        segment: &str,
        says: Option<Says>,
        clock: &impl Clock,
    ) -> Result<(), SessionError> {
        let segment = parse(segment)?;
        self.edit(|edits| edits.teach(voice, segment, says), clock).await
    }

    /// When segments came and went, newest first.
    pub fn profile_history(&self) -> Vec<ProfileChange> {
        self.state.borrow().books.history.changes().map(change_view).collect()
    }

    /// The profile as advertisers' systems read it.
    pub fn openrtb(&self) -> OpenRtb {
        let state = self.state.borrow();
        openrtb::of(&state.shelf.profile.segments(&state.books.edits))
    }

    async fn edit(&self, change: impl FnOnce(&mut Edits), clock: &impl Clock) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        let edits = {
            let mut state = self.state.borrow_mut();
            change(&mut state.books.edits);
            state.books.edits.clone()
        };
        books::save_edits(&self.vault, &edits).await?;
        self.note_profile(Because::Edit, clock).await
    }

    /// Notes what came into the profile and went out of it. The caller has the turn.
    pub(super) async fn note_profile(&self, because: Because, clock: &impl Clock) -> Result<(), SessionError> {
        let changed = {
            let State { shelf, books, .. } = &mut *self.state.borrow_mut();
            let scores = shelf.profile.segments(&books.edits);
            books.history.note(&scores, clock.now(), because).then(|| books.history.clone())
        };
        match changed {
            Some(history) => books::save_history(&self.vault, &history).await,
            None => Ok(()),
        }
    }

    /// After evidence was erased: what went with it leaves the history too. The caller has the turn.
    pub(super) async fn forget_history(&self) -> Result<(), SessionError> {
        let changed = {
            let State { shelf, books, .. } = &mut *self.state.borrow_mut();
            let scores = shelf.profile.segments(&books.edits);
            books.history.forget(&scores).then(|| books.history.clone())
        };
        match changed {
            Some(history) => books::save_history(&self.vault, &history).await,
            None => Ok(()),
        }
    }
}

fn segment_view(score: &SegmentScore) -> Option<SegmentView> {
    let node = taxonomy::get(score.segment)?;
    Some(SegmentView {
        id: score.segment.to_string(),
        name: node.name.to_owned(),
        path: path(score.segment),
        tier: node.tier,
        parent: node.parent.map(|parent| parent.to_string()),
        confidence: score.confidence,
        records: count(score.records.len()),
        sources: score.sources.clone(),
        direct: score.direct,
        confirmed: score.confirmed,
        first: score.first,
        last: score.last,
        against: score.against,
    })
}

fn change_view(change: &Change) -> ProfileChange {
    ProfileChange {
        at: change.at,
        id: change.segment.to_string(),
        path: path(change.segment),
        change: change.change,
        because: change.because,
        confidence: change.confidence,
    }
}

pub(super) fn parse(segment: &str) -> Result<SegmentId, SessionError> {
    segment
        .parse::<u16>()
        .ok()
        .map(SegmentId)
        .filter(|id| taxonomy::get(*id).is_some())
        .ok_or_else(|| SessionError::UnknownSegment(segment.chars().take(16).collect()))
}
