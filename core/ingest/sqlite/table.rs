//! Tables: which there are, their rows in order, and one row by its number.

use super::{
    super::SkipReason,
    pages::{INTERIOR, LEAF, Pages},
    row::{Row, varint},
};

/// The deepest tree that is followed; a table of a full terabyte is not deeper.
const DEPTH_LIMIT: usize = 20;

/// A table, as the schema says.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The page at the top of its tree.
    pub root: u32,
    columns: Vec<String>,
}

impl Table {
    /// Which column has the name `name`.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.eq_ignore_ascii_case(name))
    }
}

/// The tables of a database. The schema is itself a table, at page 1: type, name, name of the table, root, SQL.
pub fn schema(pages: &Pages) -> Vec<Table> {
    let mut cursor = Cursor::new(1);
    let mut tables = Vec::new();
    while let Some(row) = cursor.next(pages) {
        let Ok(row) = row else { continue };
        let text = |column| row.text(column, pages.charset());
        let root = row.integer(3).and_then(|root| u32::try_from(root).ok());
        if let (Some("table"), Some(name), Some(root), Some(sql)) = (text(0).as_deref(), text(1), root, text(4)) {
            tables.push(Table { name, root, columns: columns(&sql) });
        }
    }
    tables
}

/// The names of the columns in `CREATE TABLE …(…)`: the first word of each part. What a table demands of its rows as a
/// whole comes after them.
fn columns(sql: &str) -> Vec<String> {
    let Some((_, list)) = sql.split_once('(') else { return Vec::new() };
    let mut depth = 0_u32;
    let parts = list.split(|c| {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    let is_quote = |c: char| matches!(c, '"' | '`' | '[' | ']' | '\'');
    let word = |part: &str| part.trim().split([' ', '\t', '\n', '\r', '(', ')']).next().unwrap_or_default().to_owned();
    parts.map(word).map(|name| name.trim_matches(is_quote).to_owned()).collect()
}

/// Goes over the rows of a table.
pub struct Cursor {
    /// The pages from the root down, each with the next of its cells or children.
    path: Vec<(u32, usize)>,
    /// Pages entered. More than there are means that they go round in a circle.
    entered: usize,
}

impl Cursor {
    /// Before the first row of the table at `root`.
    pub fn new(root: u32) -> Self {
        Self { path: vec![(root, 0)], entered: 1 }
    }

    /// The next row, or why a part of the table cannot be read; `None` at the end.
    pub fn next(&mut self, pages: &Pages) -> Option<Result<Row, SkipReason>> {
        loop {
            let (number, at) = self.path.last_mut()?;
            let index = *at;
            *at = index.saturating_add(1);
            let page = pages.get(*number);
            match page.map(|page| (page, page.kind())) {
                Some((page, LEAF)) if index < page.cells() => {
                    return Some(page.cell(index).ok_or(SkipReason::Damaged).and_then(|cell| Row::read(pages, cell)));
                }
                Some((page, INTERIOR)) if index <= page.cells() => {
                    let child = page.child(index).filter(|_| self.path.len() < DEPTH_LIMIT);
                    self.entered = self.entered.saturating_add(1);
                    match child {
                        Some(child) if self.entered <= pages.count() => self.path.push((child, 0)),
                        _ => return Some(Err(SkipReason::Damaged)),
                    }
                }
                found => {
                    self.path.pop();
                    if !matches!(found, Some((_, LEAF | INTERIOR))) {
                        return Some(Err(SkipReason::Damaged));
                    }
                }
            }
        }
    }
}

/// The row `id` of the table at `root`.
pub fn find(pages: &Pages, root: u32, id: i64) -> Option<Result<Row, SkipReason>> {
    let mut number = root;
    for _ in 0..DEPTH_LIMIT {
        let page = pages.get(number)?;
        // The number of the row in a cell, or the highest one under the child it refers to.
        let key = |index: usize| {
            let cell = page.cell(index)?;
            let rest = if page.kind() == INTERIOR { cell.get(4..)? } else { varint(cell)?.1 };
            Some(varint(rest)?.0)
        };
        let (mut low, mut high) = (0, page.cells());
        while low < high {
            let middle = low.midpoint(high);
            if key(middle)? < id { low = middle + 1 } else { high = middle }
        }
        match page.kind() {
            INTERIOR => number = page.child(low)?,
            LEAF if key(low) == Some(id) && low < page.cells() => return Some(Row::read(pages, page.cell(low)?)),
            _ => return None,
        }
    }
    None
}
