//! Databases as browsers write them, held against SQLite itself; and hostile ones.

use super::super::{Format, IngestError, Item, SkipReason, fuzz::read};

/// A table leaf page of 512 bytes with `cells` from its end; its own header begins at `at`.
fn leaf(at: usize, cells: &[Vec<u8>]) -> Vec<u8> {
    let mut page = vec![0; 512];
    let mut end = 512;
    page[at] = 13;
    page[at + 4] = u8::try_from(cells.len()).unwrap();
    for (index, cell) in cells.iter().enumerate() {
        end -= cell.len();
        page[end..end + cell.len()].copy_from_slice(cell);
        let pointer = u16::try_from(end).unwrap().to_be_bytes();
        page[at + 8 + 2 * index..at + 10 + 2 * index].copy_from_slice(&pointer);
    }
    page
}

/// A value: `None` NULL, text, or a number in eight bytes.
enum Value<'a> {
    Null,
    Text(&'a str),
    Number(i64),
}

fn cell(id: u8, values: &[Value]) -> Vec<u8> {
    let (mut types, mut body) = (Vec::new(), Vec::new());
    for value in values {
        match value {
            Value::Null => types.push(0),
            Value::Number(number) => {
                types.push(6);
                body.extend(number.to_be_bytes());
            }
            Value::Text(text) => {
                let kind = 13 + 2 * text.len();
                types.extend([u8::try_from(kind >> 7).unwrap() | 0x80, u8::try_from(kind & 0x7f).unwrap()]);
                body.extend(text.as_bytes());
            }
        }
    }
    let header = u8::try_from(types.len() + 1).unwrap();
    let payload = [vec![header], types, body].concat();
    assert!(payload.len() < 120, "one byte of length");
    [vec![u8::try_from(payload.len()).unwrap(), id], payload].concat()
}

/// A small Firefox database, made by hand: a schema, a page, two visits.
pub fn small() -> Vec<u8> {
    use Value::{Null, Number, Text};
    let table = |id, name, root, sql| cell(id, &[Text("table"), Text(name), Text(name), Number(root), Text(sql)]);
    let mut first = leaf(
        100,
        &[
            table(1, "moz_places", 2, "CREATE TABLE moz_places(id INTEGER PRIMARY KEY, url, title)"),
            table(2, "moz_historyvisits", 3, "CREATE TABLE v(id, place_id, visit_date)"),
        ],
    );
    first[..16].copy_from_slice(b"SQLite format 3\0");
    first[16..18].copy_from_slice(&[2, 0]);
    first[59] = 1;
    let places = leaf(0, &[cell(1, &[Null, Text("https://a.example/"), Text("Ä")])]);
    let time = 1_700_000_000_000_000;
    let visits = leaf(0, &[cell(1, &[Null, Number(1), Number(time)]), cell(2, &[Null, Number(9), Number(time)])]);
    [first, places, visits].concat()
}

#[test]
fn a_small_one() {
    let (format, items) = read("places.sqlite", &small()).unwrap();
    assert_eq!(format, Format::Sqlite);
    let [Item::Record(record), Item::Skipped(skip)] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((record.title.as_deref(), record.url.as_deref()), (Some("Ä"), Some("https://a.example/")));
    assert_eq!(record.time.unwrap().unix_seconds(), 1_700_000_000);
    assert_eq!((skip.at.as_str(), skip.why), ("visit 2", SkipReason::NotAVisit));
}

#[test]
fn circles_and_wrong_pointers_end() {
    let mut circle = small();
    // The table of visits is an interior page that is its own only child.
    circle[1024..1024 + 12].copy_from_slice(&[5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
    let (_, items) = read("places.sqlite", &circle).unwrap();
    assert!(!items.is_empty() && items.len() < 30, "{items:?}");
    let mut other = small();
    let name = other.windows(10).rposition(|name| name == b"moz_places").unwrap();
    other[name] = b'x';
    assert!(matches!(read("places.sqlite", &other), Ok(_) | Err(IngestError::DatabaseUnknown)));
    let mut size = small();
    size[16..18].copy_from_slice(&[3, 0]);
    assert_eq!(read("places.sqlite", &size).unwrap_err(), IngestError::DatabaseUnknown);
    let cut = &small()[..1024 + 100];
    let (_, items) = read("places.sqlite", cut).unwrap();
    assert!(items.iter().any(|item| matches!(item, Item::Skipped(skip) if skip.why == SkipReason::Truncated)));
}

#[cfg(feature = "server")]
mod beside_sqlite {
    use rusqlite::{Connection, params};

    use super::{super::super::fuzz::read_in, *};

    /// A browser's database of `visits` visits, with what else is in one: other tables, indexes, rows that were deleted.
    fn database(setup: &str, page_size: u32, visits: i64, schema: &str, epoch: i64) -> Vec<u8> {
        let file = tempfile::NamedTempFile::new().unwrap();
        let database = Connection::open(file.path()).unwrap();
        database.execute_batch(&format!("PRAGMA page_size={page_size}; {setup} {schema} BEGIN;")).unwrap();
        let (pages, columns) = if schema.contains("moz_places") {
            ("moz_places", "moz_historyvisits(id, place_id, visit_date, visit_type)")
        } else {
            ("urls", "visits(id, url, visit_time, transition)")
        };
        for page in 1..=visits / 2 {
            // Some addresses are longer than a page, some have no title.
            let long = "x".repeat(usize::try_from(page % 7 * page % 9_001).unwrap());
            let title = (page % 3 > 0).then(|| format!("Página {page} 🚆"));
            let scheme = if page % 50 == 0 { "file" } else { "https" };
            let address = format!("{scheme}://{page}.example/{long}");
            let into = format!("INSERT INTO {pages}(id, url, title) VALUES (?, ?, ?)");
            database.execute(&into, params![page * 3, address, title]).unwrap();
            database.execute("INSERT INTO other VALUES (?, ?)", params![page, address]).unwrap();
        }
        for visit in 1..=visits {
            let time = 1_700_000_000_000_000 + visit * 1_000_003 - epoch;
            let into = format!("INSERT INTO {columns} VALUES (?, ?, ?, ?)");
            database.execute(&into, params![visit, (visit % (visits / 2) + 1) * 3, time, 0x3000_0001]).unwrap();
        }
        let gone = format!(
            "DELETE FROM {} WHERE id % 11 = 0; DELETE FROM {pages} WHERE id % 33 = 0; COMMIT;",
            columns.split('(').next().unwrap()
        );
        database.execute_batch(&gone).unwrap();
        drop(database);
        std::fs::read(file.path()).unwrap()
    }

    const CHROME: &str = "CREATE TABLE urls(id INTEGER PRIMARY KEY AUTOINCREMENT,url LONGVARCHAR,title LONGVARCHAR,visit_count INTEGER DEFAULT 0 NOT NULL);
        CREATE TABLE \"visits\"(id INTEGER PRIMARY KEY AUTOINCREMENT,url INTEGER NOT NULL,visit_time INTEGER NOT NULL,from_visit INTEGER,
        external_referrer_url TEXT,transition INTEGER DEFAULT 0 NOT NULL,x DECIMAL(2,1));
        CREATE TABLE other(a, b); CREATE INDEX urls_url_index ON urls (url); CREATE INDEX visits_time ON visits (visit_time);";
    const FIREFOX: &str = "CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR, rev_host LONGVARCHAR);
        CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, from_visit INTEGER, place_id INTEGER, visit_date INTEGER, visit_type INTEGER);
        CREATE TABLE other(a, b); CREATE UNIQUE INDEX u ON moz_places (url); CREATE INDEX v ON moz_historyvisits (place_id, visit_date);";

    /// `address | title | microseconds`, as SQLite itself finds them.
    fn expected(bytes: &[u8], query: &str, epoch: i64) -> Vec<String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let database = Connection::open(file.path()).unwrap();
        let mut query = database.prepare(query).unwrap();
        let row = |row: &rusqlite::Row| {
            let (url, title): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            Ok(format!("{url} | {} | {}", title.unwrap_or_default(), row.get::<_, i64>(2)? + epoch))
        };
        query.query_map([], row).unwrap().map(Result::unwrap).filter(|line| line.starts_with("http")).collect()
    }

    #[test]
    fn the_same_visits_are_found() {
        const WINDOWS: i64 = -11_644_473_600_000_000;
        let chrome =
            "SELECT urls.url, title, visit_time FROM visits JOIN urls ON urls.id = visits.url ORDER BY visits.id";
        let firefox =
            "SELECT url, title, visit_date FROM moz_historyvisits v JOIN moz_places p ON p.id = place_id ORDER BY v.id";
        for (setup, page_size, visits, schema, query, epoch) in [
            ("", 4096, 3_000, CHROME, chrome, WINDOWS),
            ("", 512, 400, CHROME, chrome, WINDOWS),
            ("PRAGMA auto_vacuum=FULL;", 1024, 600, CHROME, chrome, WINDOWS),
            ("", 32_768, 3_000, FIREFOX, firefox, 0),
            ("", 65_536, 1_000, FIREFOX, firefox, 0),
            ("PRAGMA encoding='UTF-16le';", 4096, 400, FIREFOX, firefox, 0),
            ("PRAGMA encoding='UTF-16be';", 4096, 400, FIREFOX, firefox, 0),
        ] {
            let bytes = database(setup, page_size, visits, schema, epoch);
            let (_, items) = read("History", &bytes).unwrap();
            let found: Vec<_> = items
                .iter()
                .filter_map(|item| if let Item::Record(record) = item { Some(record) } else { None })
                .map(|record| {
                    assert_eq!(record.extra["transition"], if epoch == 0 { "LINK" } else { "TYPED" });
                    let (url, title) = (record.url.as_deref().unwrap(), record.title.as_deref().unwrap_or_default());
                    format!("{url} | {title} | {}", record.time.unwrap().instant().as_microsecond())
                })
                .collect();
            let expected = expected(&bytes, query, epoch);
            assert!(expected.len() > 100, "{}", expected.len());
            assert_eq!(found, expected, "{setup} {page_size}");
            assert_eq!(read_in("History", &bytes, 777).unwrap().1, items);
        }
    }

    #[test]
    fn another_database_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        Connection::open(file.path()).unwrap().execute_batch("CREATE TABLE urls(id INTEGER PRIMARY KEY, url)").unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        assert_eq!(read("History", &bytes).unwrap_err(), IngestError::DatabaseUnknown);
    }
}
