//! What can go wrong with a whole file ([`IngestError`]) and with one thing in it ([`SkipReason`]).

use crate::error::Explain;

/// A file that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IngestError {
    /// No bytes, or only blanks.
    #[error("the file is empty")]
    Empty,
    /// A gzip, 7z or other packed file, or an archive within an archive.
    #[error("the file is a packed archive")]
    Archive,
    /// A zip in which nothing is of a kind that is read.
    #[error("nothing in the archive is of a kind that is read")]
    NothingInArchive,
    /// A database that is not a browser's history.
    #[error("the database is not a browser's history")]
    DatabaseUnknown,
    /// More than is read of such a file.
    #[error("the file is larger than such a file can be read")]
    TooLarge,
    /// Binary content, e.g. a PDF or a spreadsheet.
    #[error("the file is not text")]
    Binary,
    /// Text, but none of the kinds that are read.
    #[error("the file is none of the kinds that are read")]
    Unknown,
    /// A table whose columns could not be recognised.
    #[error("it is not clear which columns of the table hold the date, the text and the amount")]
    ColumnsUnknown,
    /// A mapping that names columns the table does not have, or none for the text.
    #[error("the chosen columns do not fit the table")]
    ColumnsWrong,
    /// A table with more columns than any statement has.
    #[error("the table has more than {limit} columns")]
    TooManyColumns {
        /// The most columns that are read.
        limit: usize,
    },
    /// JSON in which neither visits nor chats were found.
    #[error("the JSON file holds neither visited pages nor chats with an assistant")]
    NothingKnown,
}

impl Explain for IngestError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file-empty",
            Self::Archive => "file-archive",
            Self::Binary => "file-binary",
            Self::Unknown => "file-unknown",
            Self::ColumnsUnknown => "columns-unknown",
            Self::ColumnsWrong => "columns-wrong",
            Self::TooManyColumns { .. } => "too-many-columns",
            Self::NothingKnown => "nothing-known",
            Self::NothingInArchive => "archive-nothing",
            Self::DatabaseUnknown => "database-unknown",
            Self::TooLarge => "file-too-large",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Empty => "Export it again; the download may have been interrupted.",
            Self::Archive => "Unpack it first, then choose the files inside.",
            Self::Binary => "Export it as .mbox, .eml, .ics, .vcf, .csv, .ofx, .qif or .json and choose that file.",
            Self::Unknown => {
                "Choose a mailbox, calendar, address book, bank statement, browsing history or the export of an AI chat."
            }
            Self::ColumnsUnknown => "Say which column holds the date, which the text and which the amount.",
            Self::ColumnsWrong => "Choose the columns again for this file.",
            Self::TooManyColumns { .. } => "Check that it is a bank statement; export it again as CSV.",
            Self::NothingKnown => {
                "Choose BrowserHistory.json or MyActivity.json from Google Takeout, or conversations.json from an AI chat."
            }
            Self::NothingInArchive => {
                "Choose the archive that the service gave you; spreadsheets and documents must be exported as .csv first."
            }
            Self::DatabaseUnknown => "Choose the file History of Chrome or places.sqlite of Firefox.",
            Self::TooLarge => "Export it in parts, by year for example.",
        }
    }
}

/// Why one thing in a file was not read. `Display` holds no value from the file, so equal reasons can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
pub enum SkipReason {
    /// Not a message: no header line.
    #[error("this is not a mail: it has no headers")]
    NoHeaders,
    /// The file ends in the middle.
    #[error("the file ends in the middle of this; what was there before it was read")]
    Truncated,
    /// Bigger than is read.
    #[error("this is too large to be what it should be")]
    TooLarge,
    /// Nested deeper than is read.
    #[error("this is nested too deeply")]
    TooDeep,
    /// Not JSON.
    #[error("this is damaged: not valid JSON")]
    NotJson,
    /// A visit without address or time.
    #[error("this visit has no address or no time")]
    NotAVisit,
    /// A page of the browser itself or of the device.
    #[error("this is not a page of the web")]
    NotWeb,
    /// A visit of a frame within a page.
    #[error("this is a part of a page, not a page visited")]
    NotAPage,
    /// An object that is neither a conversation nor a prompt.
    #[error("this is not a chat with an assistant")]
    NotAChat,
    /// What was done with another product than an assistant; told once a file.
    #[error("this file is about another product than an AI assistant")]
    OtherProduct,
    /// A card without a name.
    #[error("this card has no name, address or number")]
    NotAContact,
    /// An entry that is not a payment: securities bought, a list of categories.
    #[error("this is not a payment of a bank account or card")]
    NotAPayment,
    /// A to-do or journal entry.
    #[error("this is not an event but a to-do or a journal entry")]
    NotAnEvent,
    /// An event without a start.
    #[error("this event has no start")]
    NoStart,
    /// No date where one must be.
    #[error("the date is missing or cannot be read")]
    NotADate,
    /// A date that does not exist or lies outside the years 1 to 9999.
    #[error("the date does not exist or is out of range")]
    DateOutOfRange,
    /// No amount where one must be.
    #[error("the amount is missing or not a number")]
    NotAnAmount,
    /// A line shorter than the columns chosen.
    #[error("the line has fewer columns than the table")]
    MissingColumns,
    /// A line with more columns than any statement has.
    #[error("the line has too many columns")]
    TooManyColumns,
    /// A table in an archive whose columns are not clear.
    #[error("the columns of this table are not clear; unpack it and import it by itself")]
    ColumnsUnclear,
    /// A file in an archive that is not of a kind that is read.
    #[error("this is not of a kind that is read; where the service lets you choose, take JSON")]
    OtherKind,
    /// A file in an archive that is, and in which there is nothing: settings, lists of users.
    #[error("this holds nothing of the kinds that are read")]
    NothingKnown,
    /// A file in an archive that is packed in another way than deflate.
    #[error("this is packed in a way that is not read; unpack the archive and import what is in it")]
    OtherPacking,
    /// A file in an archive that is locked.
    #[error("this is locked with a password; unpack the archive and import what is in it")]
    Encrypted,
    /// Bytes that are not what they should be.
    #[error("this is damaged")]
    Damaged,
    /// A payment that is pending, was declined or was reversed.
    #[error("this payment is pending, was declined or was reversed")]
    NotBooked,
}

impl SkipReason {
    /// Stable kebab-case identifier.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoHeaders => "no-headers",
            Self::Truncated => "truncated",
            Self::TooLarge => "too-large",
            Self::TooDeep => "too-deep",
            Self::NotJson => "not-json",
            Self::NotAVisit => "not-a-visit",
            Self::NotWeb => "not-web",
            Self::NotAPage => "not-a-page",
            Self::NotAChat => "not-a-chat",
            Self::OtherProduct => "other-product",
            Self::NotAContact => "not-a-contact",
            Self::NotAPayment => "not-a-payment",
            Self::ColumnsUnclear => "columns-unclear",
            Self::OtherKind => "other-kind",
            Self::NothingKnown => "nothing-known",
            Self::OtherPacking => "other-packing",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::NotAnEvent => "not-an-event",
            Self::NoStart => "no-start",
            Self::NotADate => "not-a-date",
            Self::DateOutOfRange => "date-out-of-range",
            Self::NotAnAmount => "not-an-amount",
            Self::MissingColumns => "missing-columns",
            Self::TooManyColumns => "too-many-columns",
            Self::NotBooked => "not-booked",
        }
    }
}
