//! Bringing a file in: chunk by chunk, each record once, confirmed as it goes, stoppable at any chunk.

use std::collections::{BTreeMap, HashSet};

use jiff::tz::TimeZone;

use crate::{
    ingest::{self, Format, IngestError, Item, Options, Reader, Skip, csv},
    memory::{Evidence, ImportId},
    order,
    profile::history::Because,
    record::{Record, RecordId, Source},
    tables,
    time::Clock,
    vault::Store,
};

use super::{
    Session, SessionError, State, books,
    view::{Examined, Reason, Summary},
};

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 64 * 1024;
/// How much of a chunk is read before records are confirmed, bytes, if there are so many by then.
const PIECE: usize = 64 * 1024;
const FRESH: usize = 2000;
/// Places named for one reason.
const EXAMPLES: usize = 3;

/// The device stopped handing out a file.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the file \"{file}\" could not be read to its end")]
pub struct ReadFault {
    /// The file's name.
    pub file: String,
}

/// A file handed out in pieces.
pub trait Chunks {
    /// The file's name.
    fn name(&self) -> &str;
    /// Its first bytes, at most `length`.
    fn head(&self, length: usize) -> impl Future<Output = Result<Vec<u8>, ReadFault>>;
    /// The next piece; `None` at the end.
    fn next(&mut self) -> impl Future<Output = Result<Option<Vec<u8>>, ReadFault>>;
}

/// How far an import is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub bytes: u64,
    /// Records that are new and confirmed.
    pub imported: u64,
    /// Records that were here before.
    pub duplicate: u64,
    /// Pieces that could not be read.
    pub skipped: u64,
}

/// What an import is told and tells while it runs.
pub struct Watch<'a> {
    /// Called after every chunk.
    pub progress: &'a dyn Fn(Progress),
    /// Asked before every chunk.
    pub cancelled: &'a dyn Fn() -> bool,
}

/// One file on its way in.
struct Run {
    id: ImportId,
    progress: Progress,
    reasons: BTreeMap<&'static str, Reason>,
    /// Ids of this file that are on their way but not yet in the evidence.
    seen: HashSet<RecordId>,
    fresh: Vec<Record>,
}

impl<S: Store> Session<S> {
    /// What a file is, and for a bank file its columns.
    pub async fn examine(&self, file: &impl Chunks) -> Result<Examined, SessionError> {
        let head = file.head(HEAD).await?;
        let format = ingest::detect(file.name(), &head)?;
        if format != Format::Csv {
            return Ok(Examined { format, csv: None, remembered: None });
        }
        let csv = csv::examine(&head)?;
        let remembered = self.state.borrow().books.columns_of(&csv);
        Ok(Examined { format, csv: Some(csv), remembered })
    }

    /// Reads `file` to its end or until cancelled. What was confirmed stays in either case, and after a fault too: the
    /// same file again adds only the rest.
    pub async fn import(
        &self,
        file: &mut impl Chunks,
        columns: Option<csv::Mapping>,
        sample: bool,
        zone: TimeZone,
        clock: &impl Clock,
        watch: Watch<'_>,
    ) -> Result<Summary, SessionError> {
        tables::classifier().await?;
        let _turn = self.turn.lock().await;
        let head = file.head(HEAD).await?;
        let columns = self.columns_for(file.name(), &head, columns).await?;
        let reader = Reader::new(file.name(), &head, Options { zone, columns })?;
        let format = reader.format();
        let mut reading = Some(reader);
        let id = self.open_import(file.name(), format, sample, clock).await?;
        let mut run = Run::new(id);

        let (outcome, cancelled) = loop {
            if (watch.cancelled)() {
                break (Ok(()), true);
            }
            let read = match (reading.take(), file.next().await?) {
                (None, _) => break (Ok(()), false),
                (Some(reader), None) => reader.finish(&mut |item| run.take(item, self)),
                (Some(mut reader), Some(chunk)) => {
                    run.progress.bytes =
                        run.progress.bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
                    self.push(&mut reader, &chunk, &mut run).await?.map(|()| Some(reader))
                }
            };
            self.confirm(&mut run).await?;
            (watch.progress)(run.progress);
            match read {
                Ok(more) => reading = more,
                Err(error) => break (Err(error), false),
            }
        };
        self.confirm(&mut run).await?;
        if let Err(error) = &outcome {
            run.stopped(error);
        }
        (watch.progress)(run.progress);
        self.close_import(&run, outcome.is_ok() && !cancelled).await?;
        self.note_profile(Because::Import, clock).await?;
        self.save_shelf().await?;
        Ok(run.summary(file.name(), format, cancelled))
    }

    /// Reads a chunk, and confirms in the midst of it: what is packed may hold many times its length.
    async fn push(
        &self,
        reader: &mut Reader,
        chunk: &[u8],
        run: &mut Run,
    ) -> Result<Result<(), IngestError>, SessionError> {
        for piece in chunk.chunks(PIECE) {
            if let Err(error) = reader.push(piece, &mut |item| run.take(item, self)) {
                return Ok(Err(error));
            }
            if run.fresh.len() >= FRESH {
                self.confirm(run).await?;
            }
        }
        Ok(Ok(()))
    }

    /// The columns to read a bank file by: those given, which are remembered, else those remembered.
    async fn columns_for(
        &self,
        name: &str,
        head: &[u8],
        given: Option<csv::Mapping>,
    ) -> Result<Option<csv::Mapping>, SessionError> {
        if ingest::detect(name, head)? != Format::Csv {
            return Ok(None);
        }
        let examination = csv::examine(head)?;
        let Some(given) = given else {
            return Ok(self.state.borrow().books.columns_of(&examination));
        };
        let columns = {
            let mut state = self.state.borrow_mut();
            state.books.columns.insert(examination.fingerprint, given.clone());
            state.books.columns.clone()
        };
        books::save_columns(&self.vault, &columns).await?;
        Ok(Some(given))
    }

    /// Notes the import before its first record, so that a killed tab leaves no record without an import.
    async fn open_import(
        &self,
        file: &str,
        format: Format,
        sample: bool,
        clock: &impl Clock,
    ) -> Result<ImportId, SessionError> {
        let (id, imports) = {
            let mut state = self.state.borrow_mut();
            let id = state.books.next_import();
            let at = clock.now();
            let file = file.to_owned();
            let import = books::Import { id, file, format, at, sample, duplicate: 0, skipped: 0, complete: false };
            state.books.imports.push(import);
            (id, state.books.imports.clone())
        };
        books::save_imports(&self.vault, &imports).await?;
        // Likewise: whatever of it comes in is looked at.
        let sources = books::source_of(format).map_or(Source::ALL.to_vec(), |source| vec![source]);
        self.note_changed(sources).await?;
        Ok(id)
    }

    async fn close_import(&self, run: &Run, complete: bool) -> Result<(), SessionError> {
        let imports = {
            let mut state = self.state.borrow_mut();
            if let Some(import) = state.books.imports.iter_mut().find(|import| import.id == run.id) {
                import.duplicate = run.progress.duplicate;
                import.skipped = run.progress.skipped;
                import.complete = complete;
            }
            state.books.imports.clone()
        };
        books::save_imports(&self.vault, &imports).await
    }

    /// Seals what has been read so far and takes it up.
    async fn confirm(&self, run: &mut Run) -> Result<(), SessionError> {
        if run.fresh.is_empty() {
            return Ok(());
        }
        let written = Evidence::write(&self.vault, run.id, &run.fresh).await?;
        {
            let State { shelf, missions, .. } = &mut *self.state.borrow_mut();
            shelf.extend(written, &run.fresh);
            missions.take_up(&run.fresh, &shelf.profile);
        }
        let confirmed = u64::try_from(run.fresh.len()).unwrap_or(u64::MAX);
        run.progress.imported = run.progress.imported.saturating_add(confirmed);
        run.fresh.clear();
        run.seen.clear();
        Ok(())
    }
}

impl Run {
    fn new(id: ImportId) -> Self {
        Self { id, progress: Progress::default(), reasons: BTreeMap::new(), seen: HashSet::new(), fresh: Vec::new() }
    }

    fn take<S: Store>(&mut self, item: Item, session: &Session<S>) {
        match item {
            Item::Record(record) => {
                let known = session.state.borrow().shelf.evidence.contains(&record.id);
                if known || !self.seen.insert(record.id.clone()) {
                    self.progress.duplicate = self.progress.duplicate.saturating_add(1);
                } else {
                    self.fresh.push(*record);
                }
            }
            Item::Skipped(skip) => self.skip(&skip),
        }
    }

    fn skip(&mut self, skip: &Skip) {
        self.progress.skipped = self.progress.skipped.saturating_add(1);
        self.note(skip.why.code(), skip.why.to_string(), Some(skip.at.clone()));
    }

    /// The file could not be read further; what came before stays.
    fn stopped(&mut self, error: &IngestError) {
        use crate::error::Explain;
        self.note(error.code(), format!("{error}. {}", error.next_step()), None);
    }

    fn note(&mut self, code: &'static str, text: String, example: Option<String>) {
        let reason = self.reasons.entry(code).or_insert_with(|| Reason {
            code: code.to_owned(),
            text,
            count: 0,
            examples: Vec::new(),
        });
        reason.count = reason.count.saturating_add(1);
        if reason.examples.len() < EXAMPLES {
            reason.examples.extend(example);
        }
    }

    fn summary(self, file: &str, format: Format, cancelled: bool) -> Summary {
        let mut reasons: Vec<Reason> = self.reasons.into_values().collect();
        order::by_key(&mut reasons, |reason| std::cmp::Reverse(reason.count));
        Summary {
            import: self.id,
            file: file.to_owned(),
            format,
            imported: self.progress.imported,
            duplicate: self.progress.duplicate,
            skipped: self.progress.skipped,
            cancelled,
            reasons,
        }
    }
}
