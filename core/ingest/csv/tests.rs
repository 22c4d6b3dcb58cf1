//! Statements in the shapes of real banks, and tables that are broken, hostile or strange.

use super::{
    super::{
        Format, IngestError, Item, Options, Reader, Skip, SkipReason,
        fuzz::{options, read, read_in},
    },
    *,
};
use crate::record::Record;

/// Reads a table, whatever the chunks; `descriptor | amount | currency | date` a transaction.
fn lines(bytes: &[u8]) -> Vec<String> {
    let (format, items) =
        read("statement.csv", bytes).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)));
    assert_eq!(format, Format::Csv);
    assert_eq!(read_in("statement.csv", bytes, 1).unwrap().1, items);
    items.iter().map(line).collect()
}

fn line(item: &Item) -> String {
    match item {
        Item::Record(record) => format!(
            "{} | {} | {} | {}",
            record.descriptor.as_deref().unwrap_or("-"),
            record.amount.as_deref().unwrap_or("-"),
            record.currency.as_deref().unwrap_or("-"),
            record.time.unwrap().date(),
        ),
        Item::Skipped(skip) => format!("{}: {}", skip.at, skip.why.code()),
    }
}

fn records(bytes: &[u8]) -> Vec<Record> {
    let (_, items) = read("statement.csv", bytes).unwrap();
    items.into_iter().filter_map(|item| if let Item::Record(record) = item { Some(*record) } else { None }).collect()
}

/// (bank, file, what is in it)
const SHAPES: &[(&str, &str, &[&str])] = &[
    (
        "Revolut",
        "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n\
         CARD_PAYMENT,Current,2024-03-05 10:22:33,2024-03-06 01:00:00,Lidl,-12.40,0.00,EUR,COMPLETED,100.00\n\
         CARD_PAYMENT,Current,2024-03-06 10:22:33,,Uber,-8.00,0.00,EUR,REVERTED,\n",
        &["Lidl | -12.40 | EUR | 2024-03-05", "line 3: not-booked"],
    ),
    (
        "N26",
        "\"Date\",\"Payee\",\"Account number\",\"Transaction type\",\"Payment reference\",\"Amount (EUR)\",\"Amount (Foreign Currency)\",\"Type Foreign Currency\",\"Exchange Rate\"\n\
         \"2024-03-05\",\"REWE\",\"\",\"MasterCard Payment\",\"\",\"-23.1\",\"-23.1\",\"EUR\",\"1.0\"\n\
         \"2024-03-06\",\"ACME GmbH\",\"DE02120300000000202051\",\"Income\",\"Salary, March\",\"2500.0\",\"\",\"\",\"\"\n",
        &["REWE | -23.10 | EUR | 2024-03-05", "ACME GmbH Salary, March | 2500.00 | EUR | 2024-03-06"],
    ),
    (
        "N26, since 2024",
        "\"Booking Date\",\"Value Date\",\"Partner Name\",\"Partner Iban\",Type,\"Payment Reference\",\"Account Name\",\"Amount (EUR)\",\"Original Amount\",\"Original Currency\",\"Exchange Rate\"\n\
         2024-03-05,2024-03-06,REWE,,Presentment,,\"Main Account\",-23.10,23.10,EUR,1\n",
        &["REWE | -23.10 | EUR | 2024-03-05"],
    ),
    (
        "Monzo",
        "Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Address,Receipt,Description,Category split,Money Out,Money In\n\
         tx_0001,05/03/2024,10:22:33,Card payment,Pret A Manger,🥪,Eating out,-4.50,GBP,-4.50,GBP,,,,PRET A MANGER LONDON,,-4.50,\n\
         tx_0002,25/03/2024,09:00:00,Faster payment,ACME,,Income,1800.00,GBP,1800.00,GBP,,,,SALARY,,,1800.00\n",
        &["Pret A Manger PRET A MANGER LONDON | -4.50 | GBP | 2024-03-05", "ACME SALARY | 1800.00 | GBP | 2024-03-25"],
    ),
    (
        "Starling",
        "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes\n\
         05/03/2024,Tesco,TESCO 1234,CHIP & PIN,-12.00,100.00,GROCERIES,\n\
         15/03/2024,Alice,Rent,FASTER PAYMENT,500.00,600.00,INCOME,\n",
        &["Tesco TESCO 1234 | -12.00 | GBP | 2024-03-05", "Alice Rent | 500.00 | GBP | 2024-03-15"],
    ),
    (
        "Wise",
        "\"TransferWise ID\",Date,Amount,Currency,Description,\"Payment Reference\",\"Running Balance\",\"Exchange From\",\"Exchange To\",\"Payer Name\",\"Payee Name\",\"Merchant\"\n\
         CARD-1,05-03-2024,-9.99,EUR,\"Card transaction of 9.99 EUR issued by Spotify\",,90.01,,,,,Spotify\n\
         TRANSFER-2,25-03-2024,100.00,EUR,\"Received money\",gift,190.01,,,Bob,,\n",
        &[
            "Spotify Card transaction of 9.99 EUR issued by Spotify | -9.99 | EUR | 2024-03-05",
            "Received money gift | 100.00 | EUR | 2024-03-25",
        ],
    ),
    (
        "Wise, activities",
        "ID,Status,Direction,\"Created on\",\"Finished on\",\"Source fee amount\",\"Source name\",\"Source amount (after fees)\",\"Source currency\",\"Target name\",\"Target amount (after fees)\",Reference\n\
         CARD_1,COMPLETED,OUT,\"2024-03-05 10:22:33\",\"2024-03-05 10:22:34\",0.00,Me,9.99,EUR,Spotify,9.99,\n\
         T_2,COMPLETED,IN,\"2024-03-06 10:22:33\",\"2024-03-06 10:22:34\",0.00,Bob,50.00,EUR,Me,50.00,gift\n",
        &["Spotify | -9.99 | EUR | 2024-03-05", "Me gift | 50.00 | EUR | 2024-03-06"],
    ),
    (
        "PayPal",
        "\u{feff}\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Item Title\"\n\
         \"03/25/2024\",\"10:22:33\",\"CET\",\"Steam\",\"Express Checkout Payment\",\"Completed\",\"EUR\",\"-1,019.99\",\"0.00\",\"-19.99\",\"a@x\",\"b@x\",\"1AB\",\"Game\"\n\
         \"03/26/2024\",\"10:22:33\",\"CET\",\"Steam\",\"Express Checkout Payment\",\"Pending\",\"EUR\",\"-19.99\",\"0.00\",\"-19.99\",\"a@x\",\"b@x\",\"1AC\",\"Game\"\n",
        &["Steam Game | -1019.99 | EUR | 2024-03-25", "line 3: not-booked"],
    ),
    (
        "PayPal, German",
        "\"Datum\",\"Uhrzeit\",\"Zeitzone\",\"Name\",\"Typ\",\"Status\",\"Währung\",\"Brutto\",\"Gebühr\",\"Netto\",\"Transaktionscode\"\n\
         \"05.03.2024\",\"10:22:33\",\"CET\",\"Zalando\",\"Zahlung\",\"Abgeschlossen\",\"EUR\",\"-1.019,99\",\"0,00\",\"-19,99\",\"1AB\"\n",
        &["Zalando | -1019.99 | EUR | 2024-03-05"],
    ),
    (
        "Chase, card",
        "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n\
         03/05/2024,03/06/2024,WHOLEFDS #123,Groceries,Sale,-45.67,\n03/25/2024,03/26/2024,Payment Thank You,,Payment,45.67,\n",
        &["WHOLEFDS #123 | -45.67 | - | 2024-03-05", "Payment Thank You | 45.67 | - | 2024-03-25"],
    ),
    (
        "Chase, account",
        "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\nDEBIT,03/05/2024,\"NETFLIX.COM\",-15.49,DEBIT_CARD,100.00,,\n",
        &["NETFLIX.COM DEBIT | -15.49 | - | 2024-03-05"],
    ),
    (
        "Bank of America",
        "Description,,Summary Amt.\nBeginning balance as of 03/01/2024,,\"1,000.00\"\nTotal credits,,\"0.00\"\nTotal debits,,\"-12.00\"\nEnding balance as of 03/31/2024,,\"988.00\"\n\n\
         Date,Description,Amount,Running Bal.\n03/01/2024,Beginning balance as of 03/01/2024,,\"1,000.00\"\n03/14/2024,\"STARBUCKS STORE 123\",\"-12.00\",\"988.00\"\n",
        &["line 8: not-an-amount", "STARBUCKS STORE 123 | -12.00 | - | 2024-03-14"],
    ),
    (
        "American Express",
        "Date,Description,Card Member,Account #,Amount\n03/15/2024,DELTA AIR LINES,J DOE,-31002,250.00\n03/20/2024,ONLINE PAYMENT - THANK YOU,J DOE,-31002,-250.00\n",
        &["DELTA AIR LINES | -250.00 | - | 2024-03-15", "ONLINE PAYMENT - THANK YOU | 250.00 | - | 2024-03-20"],
    ),
    (
        "American Express, German",
        "Datum,Beschreibung,Karteninhaber,Konto #,Betrag\n15/03/2024,IKEA BERLIN,J DOE,-31002,\"250,00\"\n",
        &["IKEA BERLIN | -250.00 | - | 2024-03-15"],
    ),
    (
        "Discover",
        "Trans. Date,Post Date,Description,Amount,Category\n03/05/2024,03/06/2024,SHELL OIL,40.00,Gasoline\n03/15/2024,03/16/2024,AMAZON,20.00,Merchandise\n03/25/2024,03/26/2024,INTERNET PAYMENT - THANK YOU,-60.00,Payments\n",
        &[
            "SHELL OIL | -40.00 | - | 2024-03-05",
            "AMAZON | -20.00 | - | 2024-03-15",
            "INTERNET PAYMENT - THANK YOU | 60.00 | - | 2024-03-25",
        ],
    ),
    (
        "Barclays",
        "Number,Date,Account,Amount,Subcategory,Memo\n\t ,25/03/2024,20-00-00 12345678,-20.00,Card Purchase,TFL TRAVEL CH      ON 24 MAR BCC\n",
        &["TFL TRAVEL CH ON 24 MAR BCC | -20.00 | - | 2024-03-25"],
    ),
    (
        "HSBC",
        "Date,Type,Description,Paid out,Paid in,Balance\n05 Mar 2024,VIS,BOOTS 123,12.50,,100.00\n06 Mar 2024,CR,SALARY,,\"2,000.00\",\"2,100.00\"\n",
        &["BOOTS 123 | -12.50 | - | 2024-03-05", "SALARY | 2000.00 | - | 2024-03-06"],
    ),
    (
        "HSBC, without header",
        "25/03/2024,BOOTS 123 LONDON,-12.50\n26/03/2024,SALARY,\"2,000.00\"\n",
        &["BOOTS 123 LONDON | -12.50 | - | 2024-03-25", "SALARY | 2000.00 | - | 2024-03-26"],
    ),
    (
        "Lloyds",
        "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n25/03/2024,DEB,'30-00-00,12345678,GREGGS,3.20,,96.80\n",
        &["GREGGS | -3.20 | - | 2024-03-25"],
    ),
    (
        "Sparkasse",
        "\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";\"Verwendungszweck\";\"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer\";\"BLZ\";\"Betrag\";\"Waehrung\";\"Info\"\n\
         \"DE02120300000000202051\";\"05.03.24\";\"05.03.24\";\"KARTENZAHLUNG\";\"2024-03-04T18:01\";\"EDEKA\";\"\";\"\";\"-1.023,45\";\"EUR\";\"Umsatz gebucht\"\n\
         \"DE02120300000000202051\";\"06.03.24\";\"06.03.24\";\"KARTENZAHLUNG\";\"\";\"ARAL\";\"\";\"\";\"-50,00\";\"EUR\";\"Umsatz vorgemerkt\"\n",
        &["EDEKA 2024-03-04T18:01 KARTENZAHLUNG | -1023.45 | EUR | 2024-03-05", "line 3: not-booked"],
    ),
    (
        "DKB",
        "\"Girokonto\";\"DE02120300000000202051\"\n\"Kontostand vom 31.03.2024:\";\"1.000,00 €\"\n\"\"\n\
         \"Buchungsdatum\";\"Wertstellung\";\"Status\";\"Zahlungspflichtige*r\";\"Zahlungsempfänger*in\";\"Verwendungszweck\";\"Umsatztyp\";\"IBAN\";\"Betrag (€)\";\"Gläubiger-ID\"\n\
         \"05.03.24\";\"05.03.24\";\"Gebucht\";\"ICH\";\"Deutsche Bahn\";\"Ticket\";\"Ausgang\";\"DE00\";\"-49,9\";\"\"\n",
        &["Deutsche Bahn Ticket | -49.90 | EUR | 2024-03-05"],
    ),
    (
        "ING, German",
        "Umsatzanzeige;Datei erstellt am: 31.03.2024 12:00\n;Letztes Update: aktuell\n\nIBAN;DE02 1203 0000 0000 2020 51\nKontoname;Girokonto\n\n\
         Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung\n\
         05.03.2024;05.03.2024;VISA ROSSMANN;Lastschrift;NR 123;1.000,00;EUR;-7,95;EUR\n",
        &["VISA ROSSMANN NR 123 Lastschrift | -7.95 | EUR | 2024-03-05"],
    ),
    (
        "BNP Paribas",
        "Compte de chèques;****1234;31/03/2024;;1 000,00\nDate operation;Libelle operation;Montant operation en euro\n25/03/2024;FACTURE CARTE CARREFOUR;-1 045,10\n",
        &["FACTURE CARTE CARREFOUR | -1045.10 | EUR | 2024-03-25"],
    ),
    (
        "Boursorama",
        "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance\n\
         2024-03-05;2024-03-05;\"CARTE 04/03 FNAC\";\"Livres\";\"Loisirs\";\"fnac\";\"-1 020,50\";;00012345678;BoursoBank;100.00\n",
        &["fnac CARTE 04/03 FNAC | -1020.50 | - | 2024-03-05"],
    ),
    (
        "Crédit Agricole",
        "Téléchargement du 31/03/2024;\n\nDate;Libellé;Débit euros;Crédit euros;\n25/03/2024;\"PAIEMENT CB\nLECLERC\";45,10;;\n26/03/2024;VIREMENT;;1 500,00;\n",
        &["PAIEMENT CB LECLERC | -45.10 | EUR | 2024-03-25", "VIREMENT | 1500.00 | EUR | 2024-03-26"],
    ),
    (
        "BBVA",
        "Últimos movimientos;;;;;;;\n\nF.Valor;Fecha;Concepto;Movimiento;Importe;Divisa;Disponible;Divisa;Observaciones\n\
         25/03/2024;25/03/2024;Mercadona;Pago con tarjeta;-32,15;EUR;100,00;EUR;compra\n",
        &["Mercadona Pago con tarjeta | -32.15 | EUR | 2024-03-25"],
    ),
    (
        "Santander, Spain",
        "FECHA OPERACIÓN;FECHA VALOR;CONCEPTO;IMPORTE EUR;SALDO\n25/03/2024;25/03/2024;Compra Zara;-1.032,15;100,00\n",
        &["Compra Zara | -1032.15 | EUR | 2024-03-25"],
    ),
    (
        "Intesa, Italy",
        "Data contabile;Data valuta;Descrizione;Accrediti;Addebiti\n25/03/2024;25/03/2024;PAGAMENTO POS ESSELUNGA;;-45,10\n26/03/2024;26/03/2024;STIPENDIO;1.500,00;\n",
        &["PAGAMENTO POS ESSELUNGA | -45.10 | - | 2024-03-25", "STIPENDIO | 1500.00 | - | 2024-03-26"],
    ),
    (
        "ING, Dutch",
        "\"Datum\",\"Naam / Omschrijving\",\"Rekening\",\"Tegenrekening\",\"Code\",\"Af Bij\",\"Bedrag (EUR)\",\"Mutatiesoort\",\"Mededelingen\"\n\
         \"20240305\",\"Albert Heijn\",\"NL02INGB0000000000\",\"\",\"BA\",\"Af\",\"12,34\",\"Betaalautomaat\",\"Pas 001\"\n\
         \"20240306\",\"Werkgever\",\"NL02INGB0000000000\",\"\",\"OV\",\"Bij\",\"2000,00\",\"Overschrijving\",\"Salaris\"\n",
        &["Albert Heijn Pas 001 | -12.34 | EUR | 2024-03-05", "Werkgever Salaris | 2000.00 | EUR | 2024-03-06"],
    ),
    (
        "Caixa Geral, Portugal",
        "Consultar saldos e movimentos\n\nData mov.;Data valor;Descrição;Débito;Crédito;Saldo\n25-03-2024;25-03-2024;COMPRA CONTINENTE;45,10;;100,00\n",
        &["COMPRA CONTINENTE | -45.10 | - | 2024-03-25"],
    ),
];

#[test]
fn the_shapes_of_many_banks() {
    for (bank, file, expected) in SHAPES {
        assert_eq!(lines(file.as_bytes()), *expected, "{bank}");
    }
}

#[test]
fn charsets_and_line_ends() {
    let text = "Date;Libellé;Montant\r\n25/03/2024;Café de Flore;-4,50 €\r\n";
    let expected = ["Café de Flore | -4.50 | EUR | 2024-03-25"];
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
    let cp1252 = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "utf-8"),
        (cp1252, "windows-1252"),
        ([&[0xff, 0xfe], little.as_slice()].concat(), "utf-16le"),
        ([&[0xfe, 0xff], big.as_slice()].concat(), "utf-16be"),
        (little, "utf-16le"),
        (big, "utf-16be"),
        (text.replace("\r\n", "\r").into_bytes(), "utf-8"),
        (format!("\u{feff}{text}").into_bytes(), "utf-8"),
        (text.replace(';', "\t").into_bytes(), "utf-8"),
        (text.replace(';', "|").into_bytes(), "utf-8"),
    ] {
        assert_eq!(examine(&bytes).unwrap().encoding, encoding);
        assert_eq!(lines(&bytes), expected, "{encoding}");
    }
}

#[test]
fn dates_are_decided_by_all_of_them() {
    let table = |dates: [&str; 6]| {
        let rows: Vec<_> = dates.iter().map(|date| format!("{date},Shop,-1.00\n")).collect();
        examine(format!("Date,Description,Amount\n{}", rows.concat()).as_bytes()).unwrap()
    };
    let seen = |dates| {
        let found = table(dates);
        (found.guess.unwrap().date_format, found.date_ambiguous)
    };
    assert_eq!(
        seen(["01/02/2024", "02/02/2024", "03/02/2024", "04/02/2024", "05/02/2024", "13/02/2024"]),
        (DateFormat::Dmy, false)
    );
    assert_eq!(
        seen(["02/01/2024", "02/02/2024", "02/03/2024", "02/04/2024", "02/05/2024", "02/13/2024"]),
        (DateFormat::Mdy, false)
    );
    // Every date could be either; the days of one month stand together.
    assert_eq!(
        seen(["02/01/2024", "02/02/2024", "02/03/2024", "02/04/2024", "02/05/2024", "02/06/2024"]),
        (DateFormat::Mdy, true)
    );
    assert_eq!(
        seen(["01/02/2024", "02/02/2024", "03/02/2024", "04/02/2024", "05/02/2024", "06/02/2024"]),
        (DateFormat::Dmy, true)
    );
}

#[test]
fn what_cannot_be_read_is_told_by_line() {
    let text = "Date,Description,Amount\n2024-03-05,Shop,n/a\n2024-13-45,Shop,-1.00\nsoon,Shop,-1.00\n2024-03-05\n\n2024-03-05,Shop,-1.00\n0000-01-01,Shop,1.00\n";
    assert_eq!(
        lines(text.as_bytes()),
        [
            "line 2: not-an-amount",
            "line 3: date-out-of-range",
            "line 4: not-a-date",
            "line 5: missing-columns",
            "Shop | -1.00 | - | 2024-03-05",
            "line 8: date-out-of-range",
        ]
    );
    let (_, items) = read("a.csv", b"Date,Description,Amount\n2024-03-05,Shop,-1.00\n2024-03-0").unwrap();
    assert_eq!(items[1], Item::Skipped(Skip { at: "line 3".into(), why: SkipReason::Truncated }));
}

#[test]
fn a_hundred_thousand_columns() {
    let wide = vec!["1"; 100_000].join(",");
    assert_eq!(read("a.csv", wide.as_bytes()).unwrap_err(), IngestError::TooManyColumns { limit: COLUMNS_LIMIT });
    let text = format!("Date,Description,Amount\n2024-03-05,Shop,-1.00\n{wide}\n2024-03-06,Shop,-2.00\n");
    assert_eq!(
        lines(text.as_bytes()),
        ["Shop | -1.00 | - | 2024-03-05", "line 3: too-many-columns", "Shop | -2.00 | - | 2024-03-06"]
    );
}

#[test]
fn equal_payments_are_as_many_as_there_are() {
    let text = b"Date,Description,Amount\n2024-03-05,Coffee,-3.00\n2024-03-05,Coffee,-3.00\n2024-03-06,Coffee,-3.00\n";
    let first = records(text);
    assert_eq!(first.len(), 3);
    assert_ne!(first[0].id, first[1].id);
    let later = records(b"Date,Description,Amount\n2024-03-06,Coffee,-3.00\n2024-03-05,Coffee,-3.00\n");
    assert_eq!(later[0].id, first[2].id, "an overlapping export gives the same ids");
    assert_eq!(later[1].id, first[0].id);
    let banks =
        records(b"Transaction ID,Date,Description,Amount\nx1,2024-03-05,Coffee,-3.00\nx2,2024-03-05,Coffee,-3.00\n");
    let renamed = records(
        b"Transaction ID,Date,Description,Amount\nx1,2024-03-06,COFFEE CORNER,-3.00\nx2,2024-03-05,Tea,-3.00\n",
    );
    assert_eq!((&banks[0].id, &banks[1].id), (&renamed[0].id, &renamed[1].id), "the bank's number decides");
}

#[test]
fn a_table_in_unknown_words_needs_a_mapping() {
    let text = b"Kuupaev,Selgitus,Saaja,X\n?,pood,a,b\n?,pood,a,b\n";
    assert_eq!(read("a.csv", text).unwrap_err(), IngestError::ColumnsUnknown);
    let by_content = "Kuupäev;Selgitus;Summa\n25.03.2024;Toidupood;-3,50\n26.03.2024;Palk;900,00\n";
    let found = examine(by_content.as_bytes()).unwrap();
    assert_eq!((found.header_line, found.columns[1].as_str()), (Some(1), "Selgitus"));
    assert_eq!(lines(by_content.as_bytes())[0], "Toidupood | -3.50 | - | 2024-03-25");
}

#[test]
fn a_mapping_given_is_obeyed_and_survives_json() {
    let text = b"a,b,c,d\nx,12/03/2024,5.00,Shop\n";
    let mapping = Mapping {
        delimiter: ',',
        header_lines: 1,
        date: 1,
        date_format: DateFormat::Mdy,
        time: None,
        description: vec![3],
        amount: AmountColumns::Signed { column: 2, outgoing_positive: true },
        decimal: '.',
        currency: Some(Origin::Text { text: "USD".into() }),
        account: None,
        id: None,
        status: None,
        category: None,
    };
    let json = serde_json::to_value(&mapping).unwrap();
    assert_eq!(json["amount"], serde_json::json!({"kind": "signed", "column": 2, "outgoingPositive": true}));
    assert_eq!(json["dateFormat"], "mdy");
    let mapping: Mapping = serde_json::from_value(json).unwrap();
    let options = Options { columns: Some(mapping.clone()), ..options() };
    let mut items = Vec::new();
    let mut reader = Reader::new("a.csv", text, options.clone()).unwrap();
    reader.push(text, &mut |item| items.push(item)).unwrap();
    reader.finish(&mut |item| items.push(item)).unwrap();
    assert_eq!(items.iter().map(line).collect::<Vec<_>>(), ["Shop | -5.00 | USD | 2024-12-03"]);
    let wrong = Mapping { description: vec![], ..mapping };
    assert!(matches!(
        Reader::new("a.csv", text, Options { columns: Some(wrong), ..options }),
        Err(IngestError::ColumnsWrong)
    ));
}

#[test]
fn a_remembered_mapping_fits_the_next_file_of_the_bank() {
    let file = |preamble: &str, account: &str| {
        format!("Konto;{account}\n{preamble}Datum;Text;Betrag\n05.03.2024;Laden;-1,00\n")
    };
    let (first, second) = (file("", "DE02120300000000202051"), file("Saldo;1\n\n", "DE02500105170137075030"));
    let (first, second) = (examine(first.as_bytes()).unwrap(), examine(second.as_bytes()).unwrap());
    assert_eq!(first.fingerprint, second.fingerprint);
    assert_ne!(first.guess, second.guess);
    assert_eq!(first.guess.unwrap().adapted(&second), second.guess.unwrap());
}
