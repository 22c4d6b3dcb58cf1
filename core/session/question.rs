//! What a question means: its vectors, of the quick model at once, and of the one that reads when it has answered. Nobody
//! waits for that: what is found says whether better is to come, and whoever shows it asks again.

use std::collections::VecDeque;

use crate::{
    inference::{Embedder, InferenceError, ModelId},
    memory::search::Meaning,
    vault::Store,
};

use super::{State, Way};

/// Questions that are kept with their vectors.
const KEPT: usize = 16;

/// The last questions, the newest first, and what the model that reads said of them.
#[derive(Default)]
pub(super) struct Questions(VecDeque<(String, Answer)>);

enum Answer {
    /// It was asked.
    Awaited,
    Vector(Vec<f32>),
    /// It failed, and is not asked again.
    None,
}

impl Questions {
    fn answer(&self, question: &str) -> Option<&Answer> {
        self.0.iter().find(|(asked, _)| asked == question).map(|(_, answer)| answer)
    }

    fn set(&mut self, question: &str, answer: Answer) {
        self.0.retain(|(asked, _)| asked != question);
        self.0.push_front((question.to_owned(), answer));
        self.0.truncate(KEPT);
    }
}

impl State {
    /// A question's vectors, as far as they are here.
    pub(super) fn meanings<'a>(&'a self, question: &str, quick: Option<(&'a ModelId, &'a [f32])>) -> Vec<Meaning<'a>> {
        let reader = self.reading.reader.as_ref().and_then(|model| match self.questions.answer(question) {
            Some(Answer::Vector(vector)) => Some((model, vector.as_slice())),
            _ => None,
        });
        let reader = reader.map(|(model, vector)| Meaning::read(model, vector));
        let quick = quick.map(|(model, vector)| Meaning::quick(model, vector));
        reader.into_iter().chain(quick).collect()
    }

    /// Whether the model that reads has still to say what a question means.
    pub(super) fn awaits(&self, question: &str) -> bool {
        let answered = matches!(self.questions.answer(question), Some(Answer::Vector(_) | Answer::None));
        self.reading.reader.is_some() && !answered && !question.trim().is_empty()
    }
}

impl<S: Store> Way<S> {
    /// Lets the model that reads say what a question means. Whether what was found is to be asked for again.
    pub async fn understand(&self, model: &impl Embedder, question: &str) -> bool {
        {
            let Some(session) = self.session.upgrade() else { return false };
            let mut state = session.state.borrow_mut();
            if !state.awaits(question) || state.questions.answer(question).is_some() {
                return false;
            }
            state.questions.set(question, Answer::Awaited);
        }
        self.have_vectors(model).await;
        let answer = model.embed_query(question, &|_| 1.0).await;
        let Some(session) = self.session.upgrade() else { return false };
        let mut state = session.state.borrow_mut();
        if answer == Err(InferenceError::Absent) {
            state.reading.reader = None;
        }
        let fits = answer.ok().filter(|vector| vector.len() == model.dims());
        state.questions.set(question, fits.map_or(Answer::None, Answer::Vector));
        true
    }

    /// Reads the vectors that a question is held against, and that tell how far reading is, if nobody is in the way. Where
    /// that fails or has to wait, words and the quick model have to do; reading tells what is wrong.
    pub async fn have_vectors(&self, model: &impl Embedder) {
        let Some(_one_at_a_time) = self.background.try_lock() else { return };
        let Some(session) = self.session.upgrade() else { return };
        let Some(_turn) = session.turn.try_lock() else { return };
        drop(session.use_vectors_of(model).await);
    }
}
