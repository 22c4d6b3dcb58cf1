//! Browsing history as browsers keep it: Chrome's `History` and Firefox's `places.sqlite`, which are SQLite databases.
//!
//! The file comes in one pass, and what it is a table of is known only at its end. So the pages that may belong to a
//! table are kept (about half of such a file; the rest are indexes), and the visits are read from them at the end, a piece
//! at a time. Why there is a reader of our own: docs/decisions/0008-a-reader-for-sqlite-files.md.

use super::{IngestError, Item, Sink, SkipReason, history, skip};
use crate::time::Time;

mod pages;
mod row;
mod table;
#[cfg(test)]
mod tests;

use pages::Pages;
use row::Row;
use table::{Cursor, Table};
#[cfg(test)]
pub use tests::small as seed;

/// Visits given at a time.
const STEP: usize = 2000;

/// Where a browser keeps its visits.
struct Layout {
    /// The table of pages, with the columns `url` and `title`.
    pages: &'static str,
    visits: &'static str,
    /// The columns of a visit: its page, its time, how it came about.
    page: &'static str,
    time: &'static str,
    kind: &'static str,
    /// Time zero, microseconds from 1970.
    epoch: i64,
    /// The names of `kind`, of which the lowest byte counts; those without one are frames within pages.
    kinds: &'static [&'static str],
}

const LAYOUTS: [Layout; 2] = [
    Layout {
        pages: "urls",
        visits: "visits",
        page: "url",
        time: "visit_time",
        kind: "transition",
        // 1601-01-01, as in Windows.
        epoch: -11_644_473_600_000_000,
        kinds: &[
            "LINK",
            "TYPED",
            "AUTO_BOOKMARK",
            "",
            "",
            "GENERATED",
            "AUTO_TOPLEVEL",
            "FORM_SUBMIT",
            "RELOAD",
            "KEYWORD",
            "KEYWORD_GENERATED",
        ],
    },
    Layout {
        pages: "moz_places",
        visits: "moz_historyvisits",
        page: "place_id",
        time: "visit_date",
        kind: "visit_type",
        epoch: 0,
        kinds: &[
            "LINK",
            "LINK",
            "TYPED",
            "BOOKMARK",
            "",
            "REDIRECT_PERMANENT",
            "REDIRECT_TEMPORARY",
            "DOWNLOAD",
            "",
            "RELOAD",
        ],
    },
];

/// Reads a browser's database.
#[derive(Default)]
pub struct Database {
    pages: Pages,
    plan: Option<Plan>,
}

/// What is read once the file is complete.
struct Plan {
    layout: &'static Layout,
    pages: Table,
    visits: Table,
    cursor: Cursor,
}

impl Database {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), IngestError> {
        self.pages.push(bytes)
    }

    /// The file is complete: gives the next visits, and whether there may be more.
    pub fn finish(&mut self, sink: Sink) -> Result<bool, IngestError> {
        let plan = match &mut self.plan {
            Some(plan) => plan,
            None => {
                if self.pages.is_cut() {
                    sink(skip("the database".into(), SkipReason::Truncated));
                }
                self.plan.insert(Plan::of(&self.pages)?)
            }
        };
        for _ in 0..STEP {
            match plan.cursor.next(&self.pages) {
                None => return Ok(false),
                Some(Err(why)) => sink(skip("the table of visits".into(), why)),
                Some(Ok(visit)) => match plan.read(&self.pages, &visit) {
                    Ok(record) => sink(Item::Record(Box::new(record))),
                    Err(why) => sink(skip(format!("visit {}", visit.id), why)),
                },
            }
        }
        Ok(true)
    }
}

impl Plan {
    fn of(pages: &Pages) -> Result<Self, IngestError> {
        let tables = table::schema(pages);
        let table = |name: &str| tables.iter().find(|table| table.name == name);
        let found = LAYOUTS.iter().find_map(|layout| Some((layout, table(layout.pages)?, table(layout.visits)?)));
        let (layout, sites, visits) = found.ok_or(IngestError::DatabaseUnknown)?;
        let wanted = [(sites, "url"), (sites, "title"), (visits, layout.page), (visits, layout.time)];
        if wanted.iter().any(|(table, column)| table.column(column).is_none()) {
            return Err(IngestError::DatabaseUnknown);
        }
        Ok(Self { layout, pages: sites.clone(), visits: visits.clone(), cursor: Cursor::new(visits.root) })
    }

    fn read(&self, pages: &Pages, visit: &Row) -> Result<crate::record::Record, SkipReason> {
        let number = |column: &str| visit.integer(self.visits.column(column)?);
        let page = number(self.layout.page).ok_or(SkipReason::NotAVisit)?;
        let time = number(self.layout.time).filter(|time| *time != 0).ok_or(SkipReason::NotADate)?;
        let kind = number(self.layout.kind).unwrap_or_default() & 0xff;
        let kind = usize::try_from(kind).ok().and_then(|kind| self.layout.kinds.get(kind)).copied();
        if kind == Some("") {
            return Err(SkipReason::NotAPage);
        }
        let site = table::find(pages, self.pages.root, page).ok_or(SkipReason::NotAVisit)??;
        let text = |column: &str| site.text(self.pages.column(column)?, pages.charset());
        let url = text("url").ok_or(SkipReason::NotAVisit)?;
        let time = time.checked_add(self.layout.epoch).and_then(Time::from_unix_micros);
        let title = text("title").filter(|title| !title.trim().is_empty());
        let mut record = history::page(&url, title.as_deref().map(str::trim), time.ok_or(SkipReason::DateOutOfRange))?;
        if let Some(kind) = kind {
            record.extra.insert("transition".into(), kind.into());
        }
        Ok(record)
    }
}
