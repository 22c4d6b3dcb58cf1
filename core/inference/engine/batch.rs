//! Running the transformer: questions before batches, and batches on the graphics card as long as it answers.
//!
//! The processor's encoder runs in this thread and answers within one turn of it. So a batch is run in steps of some 40 ms,
//! and a question that has come meanwhile is answered between two of them.

use std::cell::Cell;

use super::{Engine, EngineError, Reason, device::Fault, host::Host};
use crate::inference::{Embedder, InferenceError};

/// What a question may have to wait for, in milliseconds.
const STEP: f64 = 40.0;
/// Texts that a graphics card is given at once.
const GPU_STEP: usize = 32;
/// A longer text costs no more: it is cut at 256 pieces, of some four letters.
const LONGEST: usize = 1024;
/// What every text costs besides its letters, in letters: its two marks, and what is done once a text.
const EACH: usize = 16;

/// How fast the processor's encoder is here.
#[derive(Debug, Default)]
pub struct Pace {
    /// Milliseconds a letter; 0 before the first step.
    per_letter: Cell<f64>,
}

impl Pace {
    /// How many of these texts a step takes: at least one.
    fn fits<'a>(&self, texts: impl Iterator<Item = &'a str>) -> usize {
        let mut spent = 0.0;
        let fit = texts.take_while(|text| {
            spent += cost(text) * self.per_letter.get();
            spent <= STEP && self.per_letter.get() > 0.0
        });
        fit.count().max(1)
    }

    /// A step of these texts took so long.
    fn learn<'a>(&self, texts: impl Iterator<Item = &'a str>, took: f64) {
        let now = took / texts.map(cost).sum::<f64>();
        let before = self.per_letter.get();
        // A clock too coarse to see a step teaches nothing.
        if now > 0.0 && now.is_finite() {
            self.per_letter.set(if before > 0.0 { f64::midpoint(before, now) } else { now });
        }
    }
}

fn cost(text: &str) -> f64 {
    u32::try_from(text.len().min(LONGEST).saturating_add(EACH)).map_or(0.0, f64::from)
}

impl<H: Host> Engine<H> {
    /// The texts' vectors. `urgent`: somebody waits for them, so they are made at once, on the processor.
    pub async fn embed(&self, texts: &[&str], urgent: bool) -> Result<Vec<Vec<f32>>, EngineError> {
        let cpu = self.on_cpu().await?;
        if urgent {
            return Ok(cpu.embed(texts, &|| false).await?);
        }
        let faster = self.settle().await == Reason::GpuFaster;
        // Texts of one length beside each other: whatever pads, pads little.
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_unstable_by_key(|at| texts.get(*at).map_or(0, |text| text.len()));
        let mut vectors = vec![Vec::new(); texts.len()];
        let mut left = order.as_slice();
        while !left.is_empty() {
            let of = |places: &[usize]| places.iter().filter_map(|at| texts.get(*at).copied()).collect::<Vec<_>>();
            let on_gpu = faster && self.fault.get().is_none();
            let most = if on_gpu { GPU_STEP } else { self.pace.fits(of(left).into_iter()) };
            let (now, later) = left.split_at_checked(most).unwrap_or((left, &[]));
            let found = match on_gpu {
                true => self.step_on_gpu(&of(now)).await,
                false => Some(self.step_on_cpu(&*cpu, &of(now)).await?),
            };
            // Without an answer the card is given up, and the same texts go to the processor.
            let Some(found) = found else { continue };
            for (at, vector) in now.iter().zip(found) {
                vectors.get_mut(*at).into_iter().for_each(|place| place.clone_from(&vector));
            }
            left = later;
            self.host.give_way().await;
        }
        Ok(vectors)
    }

    pub(super) async fn step_on_cpu(&self, cpu: &H::Cpu, texts: &[&str]) -> Result<Vec<Vec<f32>>, EngineError> {
        let begun = self.host.now();
        let found = cpu.embed(texts, &|| false).await?;
        self.pace.learn(texts.iter().copied(), self.host.now() - begun);
        Ok(found)
    }

    /// As many vectors as texts, or nothing: then the card was given up.
    pub(super) async fn step_on_gpu(&self, texts: &[&str]) -> Option<Vec<Vec<f32>>> {
        let Ok(gpu) = self.on_gpu().await else {
            self.give_up_gpu(Fault::Failed);
            return None;
        };
        match gpu.embed(texts, &|| false).await {
            Ok(found) if found.len() == texts.len() => Some(found),
            Err(InferenceError::GpuFailed(_)) => {
                self.give_up_gpu(Fault::Failed);
                None
            }
            _ => {
                self.give_up_gpu(Fault::Lost);
                None
            }
        }
    }

    /// How many of these texts the processor is given at once.
    pub(super) fn fits(&self, texts: &[&str]) -> usize {
        self.pace.fits(texts.iter().copied())
    }
}
