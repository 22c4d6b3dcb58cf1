//! Looking: what is here, the reasons of the profile, the records themselves.

use std::cmp::Reverse;

use crate::{
    memory::{Evidence, Line},
    order,
    profile::{taxonomy, taxonomy::SegmentId},
    record::{Record, RecordId, Source},
    vault::Store,
};

use super::{
    Session, SessionError, State, books,
    see_profile::parse,
    view::{ImportInfo, Overview, RecordLine, RecordPage, SourceInfo},
};

impl<S: Store> Session<S> {
    /// What is here, by kind and by import.
    pub fn overview(&self) -> Overview {
        let state = self.state.borrow();
        let mut sources: Vec<SourceInfo> = Vec::new();
        for source in Source::ALL {
            let lines = state.shelf.evidence.lines().filter(|(_, line)| line.source == source);
            let info = lines.fold(SourceInfo { source, records: 0, first: None, last: None }, |mut info, (_, line)| {
                info.records += 1;
                info.first = info.first.into_iter().chain(line.time).min();
                info.last = info.last.into_iter().chain(line.time).max();
                info
            });
            if info.records > 0 {
                sources.push(info);
            }
        }
        let imports: Vec<ImportInfo> = state.books.imports.iter().rev().map(|import| state.info(import)).collect();
        Overview {
            total: sources.iter().map(|source| source.records).sum(),
            sample: imports.iter().any(|import| import.sample),
            damaged: count(state.shelf.evidence.damaged()),
            sources,
            imports,
        }
    }

    /// The records behind a segment and those below it, newest first, each with what in it decided.
    pub fn evidence(&self, segment: &str, offset: usize, limit: usize) -> Result<RecordPage, SessionError> {
        let segment = parse(segment)?;
        let state = self.state.borrow();
        let evidence = state.shelf.profile.evidence(segment);
        let items = evidence.iter().skip(offset).take(limit).filter_map(|evidence| {
            let line = state.shelf.evidence.line(&evidence.record)?;
            let mut shown = state.show(&evidence.record, line);
            shown.why = Some(evidence.why.clone());
            shown.confidence = Some(evidence.confidence);
            Some(shown)
        });
        Ok(RecordPage { total: count(evidence.len()), items: items.collect(), refining: false })
    }

    /// Records of one kind or all: those that `query` finds by its words, and by what it means where the model that reads
    /// has said so, best first; or without one every record, newest first.
    pub fn records(&self, source: Option<Source>, query: &str, offset: usize, limit: usize) -> RecordPage {
        let state = self.state.borrow();
        let found: Vec<(&RecordId, &Line)> = if query.trim().is_empty() {
            let lines = state.shelf.evidence.lines();
            let mut all: Vec<_> = lines.filter(|(_, line)| source.is_none_or(|it| line.source == it)).collect();
            order::by_key(&mut all, |(id, line)| (Reverse(line.time), *id));
            all
        } else {
            state.shelf.found(source, query, &state.meanings(query, None))
        };
        let items = found.iter().skip(offset).take(limit).map(|(id, line)| state.show(id, line)).collect();
        RecordPage { total: count(found.len()), items, refining: state.awaits(query) }
    }

    /// One record, whole.
    pub async fn record(&self, id: &str) -> Result<Record, SessionError> {
        let unknown = || SessionError::UnknownRecord(id.to_owned());
        let id = RecordId::from_text(id);
        let line = self.state.borrow().shelf.evidence.line(&id).cloned().ok_or_else(unknown)?;
        Evidence::read(&self.vault, &id, &line).await?.ok_or_else(unknown)
    }
}

impl State {
    fn info(&self, import: &books::Import) -> ImportInfo {
        ImportInfo {
            id: import.id,
            file: import.file.clone(),
            format: import.format,
            at: import.at,
            sample: import.sample,
            records: count(self.shelf.evidence.lines().filter(|(_, line)| line.import == import.id).count()),
            duplicate: import.duplicate,
            skipped: import.skipped,
            complete: import.complete,
        }
    }

    pub(super) fn show(&self, id: &RecordId, line: &Line) -> RecordLine {
        RecordLine {
            id: id.clone(),
            source: line.source,
            time: line.time,
            headline: line.headline.clone(),
            detail: line.detail.clone(),
            sample: self.books.is_sample(line.import),
            why: None,
            confidence: None,
        }
    }
}

pub(super) fn path(id: SegmentId) -> Vec<String> {
    taxonomy::path(id).into_iter().map(str::to_owned).collect()
}

pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
