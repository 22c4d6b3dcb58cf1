//! Bank statements as OFX and QFX: 1.x is SGML, in which values have no end tag; 2.x is XML. Both are read as what they have
//! in common, tags and the text after each. One `STMTTRN` → one record.

use std::collections::BTreeMap;

use jiff::tz::{Offset, TimeZone};

use super::{
    Item, Sink, SkipReason, charset,
    csv::{
        DateFormat,
        value::{self, Moment},
    },
    lines::{Line, Lines},
    mail,
    occurrence::Occurrences,
    payment::{self, Payment},
    skip,
};
use crate::{record::Record, time::Time};

/// What is read of a payment.
const WANTED: [&str; 7] = ["DTPOSTED", "TRNAMT", "FITID", "NAME", "MEMO", "CURSYM", "SIC"];
/// The longest value kept, characters.
const VALUE_LIMIT: usize = 1000;

/// Reads a statement.
pub struct Ofx {
    lines: Lines,
    statement: Statement,
}

struct Statement {
    zone: TimeZone,
    occurrences: Occurrences,
    number: u64,
    currency: Option<String>,
    account: Option<String>,
    /// The payment that is open.
    payment: Option<BTreeMap<&'static str, String>>,
    /// The tag whose text may still come, as a section.
    last: String,
    /// Something within a payment that tells of another account or currency, until its end tag.
    aside: Option<String>,
    complete: bool,
}

/// Whether `text` is the start of a statement.
pub fn is_ofx(text: &str) -> bool {
    let start: String = text.chars().take(4096).collect::<String>().to_ascii_uppercase();
    start.starts_with("OFXHEADER") || start.contains("<OFX>") || start.contains("<?OFX")
}

impl Ofx {
    /// A reader at the start of a file; `zone` is for times without one.
    pub fn new(zone: TimeZone) -> Self {
        let statement = Statement {
            zone,
            occurrences: Occurrences::default(),
            number: 0,
            currency: None,
            account: None,
            payment: None,
            last: String::new(),
            aside: None,
            complete: false,
        };
        Self { lines: Lines::new(b'<'), statement }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink) {
        self.lines.push(bytes, &mut |piece| self.statement.piece(piece, sink));
    }

    /// The file is complete.
    pub fn finish(mut self, sink: Sink) {
        self.lines.finish(&mut |piece| self.statement.piece(piece, sink));
        if !self.statement.complete {
            sink(skip(format!("payment {}", self.statement.number.max(1)), SkipReason::Truncated));
        }
    }
}

impl Statement {
    /// Takes what stands between one `<` and the next: a tag and the text after it.
    fn piece(&mut self, piece: Line, sink: Sink) {
        let bytes = piece.bytes.strip_suffix(b"<").unwrap_or(piece.bytes);
        let text = charset::text(bytes);
        if let Some(section) = text.strip_prefix("![CDATA[") {
            let tag = std::mem::take(&mut self.last);
            return self.value(&tag, section.split("]]>").next().unwrap_or(section));
        }
        let Some((tag, value)) = text.split_once('>').filter(|_| piece.begins) else { return };
        let tag = tag.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        match tag.strip_prefix('/') {
            Some(tag) => self.close(tag, sink),
            None => {
                self.open(&tag, sink);
                self.value(&tag, &mail::text_of_html(value));
                self.last = tag;
            }
        }
    }

    fn open(&mut self, tag: &str, sink: Sink) {
        match tag {
            "STMTTRN" => {
                // Some banks never close a payment.
                self.end(sink);
                self.payment = Some(BTreeMap::new());
                self.number = self.number.saturating_add(1);
            }
            "BANKACCTTO" | "CCACCTTO" | "ORIGCURRENCY" | "IMAGEDATA" if self.payment.is_some() => {
                self.aside.get_or_insert_with(|| tag.to_owned());
            }
            "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => (self.currency, self.account) = (None, None),
            _ => {}
        }
    }

    fn close(&mut self, tag: &str, sink: Sink) {
        match tag {
            "STMTTRN" | "BANKTRANLIST" => self.end(sink),
            "OFX" => {
                self.end(sink);
                self.complete = true;
            }
            _ if self.aside.as_deref() == Some(tag) => self.aside = None,
            _ => {}
        }
    }

    fn value(&mut self, tag: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if value.is_empty() || self.aside.is_some() {
            return;
        }
        let value = value.chars().take(VALUE_LIMIT).collect::<String>();
        match (&mut self.payment, tag) {
            (Some(payment), _) => {
                if let Some(name) = WANTED.iter().find(|name| **name == tag) {
                    payment.entry(name).or_insert(value);
                }
            }
            (None, "CURDEF") => self.currency = payment::currency(&value),
            (None, "ACCTID") => self.account = Some(value),
            _ => {}
        }
    }

    fn end(&mut self, sink: Sink) {
        self.aside = None;
        let Some(payment) = self.payment.take() else { return };
        match self.record(payment) {
            Ok(record) => sink(Item::Record(Box::new(record))),
            Err(why) => sink(skip(format!("payment {}", self.number), why)),
        }
    }

    fn record(&mut self, fields: BTreeMap<&'static str, String>) -> Result<Record, SkipReason> {
        let field = |name| fields.get(name).map(String::as_str);
        let amount = field("TRNAMT").ok_or(SkipReason::NotAnAmount)?;
        // There are no separators of thousands: whatever stands last is the decimal mark.
        let decimal = amount.chars().rev().find(|c| matches!(c, '.' | ',')).unwrap_or('.');
        let payment = Payment {
            moment: posted(field("DTPOSTED").ok_or(SkipReason::NotADate)?)?,
            amount: value::amount(amount, decimal).ok_or(SkipReason::NotAnAmount)?,
            currency: field("CURSYM").and_then(payment::currency).or_else(|| self.currency.clone()),
            account: self.account.clone(),
            descriptor: payment::descriptor(["NAME", "MEMO"].into_iter().filter_map(field)),
            number: fields.get("FITID").cloned(),
            repeats: true,
            category: fields.get("SIC").cloned(),
        };
        payment.record(&self.zone, &mut self.occurrences)
    }
}

/// `20260305`, `20260305102233`, `20260305102233.123[-5:EST]`. Midnight and noon are what banks write for a day.
fn posted(text: &str) -> Result<Moment, SkipReason> {
    let (moment, zone) = text.split_once('[').map_or((text, None), |(moment, zone)| (moment, Some(zone)));
    let digits = moment.trim().split('.').next().unwrap_or_default();
    let Some((day, time)) = digits.split_at_checked(8) else { return Err(SkipReason::NotADate) };
    let day = value::moment(day, DateFormat::Ymd)?.date();
    let number = |from: usize| -> Option<i8> { time.get(from..from + 2)?.parse().ok() };
    let (Some(hour), Some(minute)) = (number(0), number(2)) else { return Ok(Moment::Day(day)) };
    let second = number(4).unwrap_or_default();
    if matches!((hour, minute, second), (0 | 12, 0, 0)) {
        return Ok(Moment::Day(day));
    }
    let time = jiff::civil::Time::new(hour, minute, second.min(59), 0).map_err(|_| SkipReason::DateOutOfRange)?;
    match zone.and_then(offset) {
        None => Ok(Moment::Local(day, time)),
        Some(offset) => {
            let instant = offset.to_timestamp(day.to_datetime(time)).map_err(|_| SkipReason::DateOutOfRange)?;
            Ok(Moment::At(Time::new(instant, offset)))
        }
    }
}

/// `-5:EST]`, `+5.5]` hours.
fn offset(zone: &str) -> Option<Offset> {
    let hours = zone.split([':', ']']).next()?.trim();
    let (whole, part) = hours.split_once('.').unwrap_or((hours, "0"));
    let minutes = match part {
        "5" | "50" => 30,
        "75" => 45,
        "25" => 15,
        _ => 0,
    };
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let seconds = whole.parse::<i32>().ok()?.checked_mul(3600)?.checked_add(sign * minutes * 60)?;
    Offset::from_seconds(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{
        Format,
        fuzz::{read, read_in},
    };
    use super::*;

    /// `time | amount | currency | account | descriptor | number` a payment; the place and reason of what was skipped.
    fn told(bytes: &[u8]) -> Vec<String> {
        let (format, items) = read("statement.qfx", bytes).unwrap();
        assert_eq!(format, Format::Ofx);
        assert_eq!(read_in("statement.qfx", bytes, 5).unwrap().1, items);
        let text = |text: &Option<String>| text.clone().unwrap_or("-".into());
        let line = |item: &Item| match item {
            Item::Record(record) => {
                let number = record.extra.get("bank_id").map_or("-", |number| number.as_str().unwrap());
                let time = record.time.unwrap();
                let fields =
                    [&record.amount, &record.currency, &record.account, &record.descriptor].map(text).join(" | ");
                format!("{time} | {fields} | {number}")
            }
            Item::Skipped(skip) => format!("{}: {}", skip.at, skip.why.code()),
        };
        items.iter().map(line).collect()
    }

    #[test]
    fn version_1_with_tags_left_open() {
        let file = b"OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n\
            <OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260331</SONRS></SIGNONMSGSRSV1>\r\n\
            <BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>0042<ACCTTYPE>CHECKING</BANKACCTFROM>\r\n\
            <BANKTRANLIST><DTSTART>20260301<DTEND>20260331\r\n\
            <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260305120000[0:GMT]<TRNAMT>-12,50<FITID>F1<NAME>Caf\xe9 M\xfcller &amp; Co\r\n<MEMO>Karte 1</STMTTRN>\r\n\
            <STMTTRN><TRNTYPE>XFER<DTPOSTED>20260306102233.123[-5:EST]<TRNAMT>1234.56<FITID><NAME>Salary<BANKACCTTO><ACCTID>9999</BANKACCTTO></STMTTRN>\r\n\
            <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260307081500<TRNAMT>-3<FITID>F1<NAME>Bus\r\n\
            <STMTTRN><DTPOSTED>20260308<TRNAMT>lots<FITID>F9<NAME>Bad</STMTTRN>\r\n\
            <STMTTRN><TRNAMT>1<FITID>F9<NAME>Undated</STMTTRN>\r\n\
            </BANKTRANLIST><LEDGERBAL><BALAMT>5</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n";
        assert_eq!(
            told(file),
            [
                "2026-03-05T00:00:00+01:00 | -12.50 | EUR | 0042 | Café Müller & Co Karte 1 | F1",
                "2026-03-06T10:22:33-05:00 | 1234.56 | EUR | 0042 | Salary | -",
                "2026-03-07T08:15:00+01:00 | -3.00 | EUR | 0042 | Bus | F1",
                "payment 4: not-an-amount",
                "payment 5: not-a-date",
            ]
        );
    }

    #[test]
    fn version_2_is_xml() {
        let file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n<OFX><CREDITCARDMSGSRSV1>\
            <CCSTMTTRNRS><CCSTMTRS><CURDEF>CHF</CURDEF><CCACCTFROM><ACCTID>4111</ACCTID></CCACCTFROM><BANKTRANLIST>\
            <STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260305</DTPOSTED><TRNAMT>-7.00</TRNAMT><FITID>x</FITID>\
            <PAYEE><NAME>Bäckerei</NAME></PAYEE><MEMO><![CDATA[Brot <frisch> & gut]]></MEMO>\
            <CURRENCY><CURRATE>1.1</CURRATE><CURSYM>EUR</CURSYM></CURRENCY></STMTTRN>\
            <STMTTRN><DTPOSTED>20260306</DTPOSTED><TRNAMT>-1</TRNAMT><ORIGCURRENCY><CURSYM>USD</CURSYM></ORIGCURRENCY><NAME>A</NAME></STMTTRN>\
            </BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS>";
        assert_eq!(
            told(file.as_bytes()),
            [
                "2026-03-05T00:00:00+01:00 | -7.00 | EUR | 4111 | Bäckerei Brot | x",
                "2026-03-06T00:00:00+01:00 | -1.00 | CHF | 4111 | A | -",
                "payment 2: truncated",
            ]
        );
    }

    /// Numbers that a bank gives twice do not make one payment of two; the same payment in another file is the same.
    #[test]
    fn numbers_given_twice() {
        let payment =
            |amount, number| format!("<STMTTRN><DTPOSTED>20260305<TRNAMT>{amount}<FITID>{number}<NAME>Shop</STMTTRN>");
        let ids = |payments: &[String]| {
            let file = format!("<OFX><STMTRS><ACCTID>1<BANKTRANLIST>{}</OFX>", payments.concat());
            let ids = read("a.ofx", file.as_bytes()).unwrap().1.into_iter();
            ids.map(|item| if let Item::Record(record) = item { record.id } else { panic!() }).collect::<Vec<_>>()
        };
        let first = ids(&[payment("-1", "0"), payment("-2", "0"), payment("-3", ""), payment("-3", "")]);
        let second = ids(&[payment("-2", "0"), payment("-3", ""), payment("-3", "")]);
        assert_eq!(first[1..], second);
        assert_eq!(first.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    }
}
