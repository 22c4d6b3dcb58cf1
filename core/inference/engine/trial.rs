//! Trying models: which device is faster, and whether a model answers what it should.

use super::{CheckView, Engine, EngineError, Reason, Runs, device::Measured, host::Host};
use crate::inference::{Embedder, golden};

/// A text of 41 pieces.
pub(super) const TEXT: &str = "On Thursday we took the early train to the mountains, walked along the lake until the \
    rain began, and then had soup and bread in an inn where the host told us of winters long past.";
/// As many of it as are timed together.
const BATCH: usize = 8;
/// The same as a divisor.
const BATCH_SIZE: f64 = 8.0;
/// A short question.
const QUESTION: &str = "Where did I book the hotel in Lisbon last spring?";
/// A card that takes so many times as long as the processor is not timed again.
const HOPELESS: f64 = 3.0;
/// Times that something is timed; the best one counts, since a device does many things.
const ROUNDS: usize = 3;

impl<H: Host> Engine<H> {
    /// Where batches run, measured where that has to be known and is not. Questions go before it.
    pub async fn settle(&self) -> Reason {
        let _one_at_a_time = self.measuring.lock().await;
        match self.reason().await {
            Reason::GpuMeasuring => {
                self.measure().await;
                self.reason().await
            }
            known => known,
        }
    }

    /// Measures which device is faster.
    async fn measure(&self) {
        let Some(adapter) = self.adapter.get().cloned().flatten() else { return };
        let Ok(cpu) = self.on_cpu().await else { return };
        // The first round of a card makes its programs, and does not count.
        if self.step_on_gpu(&[TEXT; BATCH]).await.is_none() {
            return;
        }
        let Ok(cpu) = self.time_cpu(&cpu).await else { return };
        let Some(gpu) = self.time_gpu(cpu * HOPELESS).await else { return };
        let measured = Measured { adapter: adapter.name, cpu, gpu };
        // What cannot be kept is measured again next time.
        let _ = self.host.write(super::MEASURED, 0, measured.to_text().as_bytes()).await;
        self.measured.replace(Some(measured));
        self.host.changed();
    }

    /// Milliseconds of one text in a batch on the processor.
    async fn time_cpu(&self, cpu: &H::Cpu) -> Result<f64, EngineError> {
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let (mut left, mut took) = (BATCH, 0.0);
            while left > 0 {
                let texts = vec![TEXT; self.fits(&vec![TEXT; left])];
                let begun = self.host.now();
                self.step_on_cpu(cpu, &texts).await?;
                took += self.host.now() - begun;
                left = left.saturating_sub(texts.len());
                self.host.give_way().await;
            }
            best = best.min(took);
        }
        Ok(best / BATCH_SIZE)
    }

    /// The same on the graphics card, once where that takes longer than `hopeless`; nothing where it was given up.
    async fn time_gpu(&self, hopeless: f64) -> Option<f64> {
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let begun = self.host.now();
            self.step_on_gpu(&[TEXT; BATCH]).await?;
            best = best.min((self.host.now() - begun) / BATCH_SIZE);
            if best > hopeless {
                break;
            }
        }
        Some(best)
    }

    /// Lets the model show what it can, on the device that batches run on.
    pub async fn check(&self) -> Result<CheckView, EngineError> {
        let reason = self.settle().await;
        let cpu = self.on_cpu().await?;
        let (device, found) = match reason {
            Reason::GpuFaster => (Runs::Gpu, golden::check(&*self.on_gpu().await?).await?),
            _ => (Runs::Cpu, golden::check(&*cpu).await?),
        };
        let text_ms = match device {
            Runs::Gpu => self.time_gpu(f64::INFINITY).await,
            _ => None,
        };
        let text_ms = match text_ms {
            Some(text_ms) => text_ms,
            None => self.time_cpu(&cpu).await.inspect(|took| self.cpu_ms.set(Some(*took)))?,
        };
        let mut query_ms = f64::INFINITY;
        for _ in 0..ROUNDS {
            let begun = self.host.now();
            cpu.embed(&[QUESTION], &|| false).await?;
            query_ms = query_ms.min(self.host.now() - begun);
        }
        self.host.changed();
        Ok(CheckView { ok: found.ok, device, pairs: found.pairs, query_ms, text_ms, memory: self.host.memory() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::{catalogue::CATALOGUE, file::ModelFile, tests::model, wordpiece::WordPiece};

    /// What is said to be timed is what is timed.
    #[test]
    fn the_text_is_of_41_pieces() {
        let entry = CATALOGUE.iter().find(|entry| entry.id.starts_with("minilm")).unwrap();
        let Some(bytes) = model(entry.file) else { return };
        let file = ModelFile::parse(&bytes).unwrap();
        assert_eq!(WordPiece::new(file.vocabulary.split('\n')).encode(TEXT, 256).len(), 41);
    }
}
