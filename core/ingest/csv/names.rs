//! The names banks give their columns, in English, German, French, Spanish, Italian, Dutch and Portuguese.
//!
//! Collected from the exports of Revolut, N26, Monzo, Starling, Wise, PayPal, Chase, Bank of America, American
//! Express, Discover, Barclays, HSBC, Lloyds, Sparkasse, DKB, ING, comdirect, BNP Paribas, Boursorama, BBVA,
//! Santander, CaixaBank, Intesa Sanpaolo, UniCredit, Rabobank, ABN AMRO and Caixa Geral de Depósitos.

use crate::unicode::fold;

/// What a column can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The day.
    Date,
    /// The time of day.
    Time,
    /// The other party.
    Payee,
    /// The text.
    Text,
    /// The amount.
    Amount,
    /// Money out.
    Debit,
    /// Money in.
    Credit,
    /// A word for the direction.
    Direction,
    /// The currency.
    Currency,
    /// The person's own account.
    Account,
    /// The bank's number of the payment.
    Id,
    /// Whether it is booked.
    Status,
    /// The bank's category.
    Category,
}

/// The names for each meaning, the best first, as [`plain`] writes them.
const NAMES: [(Role, &[&str]); 13] = [
    (
        Role::Date,
        &[
            "transaction date",
            "trans date",
            "date",
            "started date",
            "created on",
            "booking date",
            "datum",
            "buchungstag",
            "buchungsdatum",
            "buchung",
            "umsatzdatum",
            "date operation",
            "date de l operation",
            "date d operation",
            "dateop",
            "date de transaction",
            "date comptable",
            "date de comptabilisation",
            "fecha",
            "fecha operacion",
            "fecha de operacion",
            "fecha de la operacion",
            "f operacion",
            "fecha contable",
            "data",
            "data operazione",
            "data contabile",
            "data registrazione",
            "boekdatum",
            "transactiedatum",
            "transactiondate",
            "data mov",
            "data movimento",
            "data do movimento",
            "data lancamento",
            "data operacao",
            "completed date",
            "posted date",
            "posting date",
            "post date",
            "date posted",
            "value date",
            "wertstellung",
            "wertstellungsdatum",
            "valutadatum",
            "valuta",
            "date valeur",
            "date de valeur",
            "dateval",
            "fecha valor",
            "f valor",
            "data valuta",
            "data valor",
            "rentedatum",
            "finished on",
        ],
    ),
    (Role::Time, &["time", "uhrzeit", "zeit", "heure", "hora", "ora", "tijd"]),
    (
        Role::Payee,
        &[
            "name",
            "payee",
            "partner name",
            "counter party",
            "counterparty",
            "counterparty name",
            "merchant",
            "merchant name",
            "target name",
            "beneficiary",
            "beguenstigter zahlungspflichtiger",
            "begunstigter zahlungspflichtiger",
            "zahlungsempfanger in",
            "zahlungsempfanger",
            "auftraggeber empfanger",
            "auftraggeber begunstigter",
            "name zahlungsbeteiligter",
            "empfanger",
            "supplierfound",
            "tiers",
            "nom",
            "beneficiaire",
            "beneficiario",
            "ordenante",
            "nombre",
            "nome",
            "naam omschrijving",
            "naam tegenpartij",
            "naam",
        ],
    ),
    (
        Role::Text,
        &[
            "description",
            "transaction description",
            "verwendungszweck",
            "payment reference",
            "reference",
            "memo",
            "details",
            "narrative",
            "libelle",
            "libelle operation",
            "libelle de l operation",
            "libelle complet",
            "label",
            "concepto",
            "descripcion",
            "descrizione",
            "descrizione operazione",
            "causale",
            "omschrijving",
            "omschrijving 1",
            "mededelingen",
            "descricao",
            "descritivo",
            "historico",
            "beschreibung",
            "buchungstext",
            "umsatztext",
            "betreff",
            "text",
            "movimiento",
            "mas datos",
            "observaciones",
            "operazione",
            "dettagli",
            "item title",
            "subject",
            "artikelbezeichnung",
            "communication",
            "informations complementaires",
        ],
    ),
    (
        Role::Amount,
        &[
            "amount",
            "transaction amount",
            "gross",
            "betrag",
            "umsatz",
            "brutto",
            "montant",
            "montant operation",
            "montant de l operation",
            "importe",
            "importe operacion",
            "importo",
            "bedrag",
            "transactiebedrag",
            "valor",
            "montante",
            "quantia",
            "bruto",
            "lordo",
            "avant commission",
            "source amount after fees",
            "net amount",
            "value",
            "cantidad",
        ],
    ),
    (
        Role::Debit,
        &[
            "debit",
            "debit amount",
            "money out",
            "paid out",
            "withdrawal",
            "withdrawals",
            "withdrawal amount",
            "soll",
            "belastung",
            "lastschrift",
            "ausgang",
            "ausgaben",
            "montant debit",
            "cargo",
            "cargos",
            "debe",
            "adeudo",
            "gastos",
            "dare",
            "uscite",
            "addebiti",
            "addebito",
            "uitgaven",
            "debito",
            "debitos",
            "saida",
            "saidas",
            "depenses",
            "amount debit",
            "debits",
        ],
    ),
    (
        Role::Credit,
        &[
            "credit",
            "credit amount",
            "money in",
            "paid in",
            "deposit",
            "deposits",
            "deposit amount",
            "haben",
            "gutschrift",
            "eingang",
            "einnahmen",
            "montant credit",
            "abono",
            "abonos",
            "haber",
            "ingresos",
            "avere",
            "entrate",
            "accrediti",
            "accredito",
            "inkomsten",
            "credito",
            "creditos",
            "entrada",
            "entradas",
            "recettes",
            "amount credit",
            "credits",
        ],
    ),
    (
        Role::Direction,
        &[
            "af bij",
            "direction",
            "debit credit",
            "credit debit",
            "credit debit indicator",
            "dr cr",
            "cr dr",
            "d c",
            "soll haben",
            "soll haben kennzeichen",
            "sens",
            "transaction type",
            "type",
            "umsatzart",
            "debe haber",
        ],
    ),
    (
        Role::Currency,
        &[
            "currency",
            "currency code",
            "ccy",
            "source currency",
            "waehrung",
            "wahrung",
            "devise",
            "divisa",
            "moneda",
            "valuta",
            "munt",
            "muntsoort",
            "moeda",
        ],
    ),
    (
        Role::Account,
        &[
            "account",
            "account number",
            "account no",
            "auftragskonto",
            "iban auftragskonto",
            "konto",
            "rekening",
            "rekeningnummer",
            "iban bban",
            "accountnum",
            "compte",
            "numero de compte",
            "cuenta",
            "conto",
            "conta",
            "card no",
            "card number",
            "account name",
            "product",
        ],
    ),
    (
        Role::Id,
        &[
            "transaction id",
            "transferwise id",
            "id",
            "fitid",
            "transaktionscode",
            "transaction code",
            "transaktions id",
            "unique id",
            "volgnr",
            "id transaccion",
            "codigo de transaccion",
            "codice transazione",
            "identifiant de transaction",
            "numero de transaction",
            "transactiecode",
        ],
    ),
    (Role::Status, &["status", "state", "transaction status", "buchungsstatus", "info", "estado", "stato", "etat"]),
    (
        Role::Category,
        &[
            "category",
            "subcategory",
            "kategorie",
            "categorie",
            "categoria",
            "spending category",
            "mutatiesoort",
            "mcc",
            "merchant category code",
        ],
    ),
];

/// Words that mean money out, in columns of direction.
pub const OUTGOING: [&str; 13] =
    ["debit", "d", "dr", "db", "s", "soll", "af", "out", "cargo", "dare", "debe", "debito", "outgoing"];
/// Words that mean money in, or neither.
pub const INCOMING: [&str; 14] =
    ["credit", "c", "cr", "h", "haben", "bij", "in", "abono", "avere", "haber", "credito", "incoming", "neutral", ""];
/// Words in a status that say the payment did not (yet) happen.
pub const NOT_BOOKED: [&str; 14] = [
    "pending",
    "declined",
    "reverted",
    "reversed",
    "failed",
    "cancelled",
    "canceled",
    "vorgemerkt",
    "denied",
    "expired",
    "rejected",
    "abgelehnt",
    "storniert",
    "pendiente",
];
/// Header names only a card issuer uses that writes charges as positive numbers.
pub const CHARGES_POSITIVE: [&str; 7] = [
    "card member",
    "karteninhaber",
    "titulaire de la carte",
    "appears on your statement as",
    "extended details",
    "erscheint auf ihrer abrechnung als",
    "kaarthouder",
];

/// The rank of `name` (as [`plain`] writes it) for `role`, 0 being the best.
pub fn rank(role: Role, name: &str) -> Option<usize> {
    let (_, names) = NAMES.iter().find(|(found, _)| *found == role)?;
    names.iter().position(|found| *found == name)
}

/// Every meaning a column called `name` can have.
pub fn roles(name: &str) -> impl Iterator<Item = Role> {
    NAMES.iter().filter(move |(_, names)| names.contains(&name)).map(|(role, _)| *role)
}

/// Lower case, without accents and signs, single blanks.
pub fn plain(text: &str) -> String {
    let spaced: String = fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of a column for looking up, and the currency it mentions: `Amount (EUR)` → `amount`, `EUR`.
pub fn column(name: &str) -> (String, Option<&'static str>) {
    const CURRENCIES: [(&str, &str); 13] = [
        ("eur", "EUR"),
        ("euro", "EUR"),
        ("euros", "EUR"),
        ("gbp", "GBP"),
        ("usd", "USD"),
        ("chf", "CHF"),
        ("sek", "SEK"),
        ("nok", "NOK"),
        ("dkk", "DKK"),
        ("pln", "PLN"),
        ("cad", "CAD"),
        ("aud", "AUD"),
        ("brl", "BRL"),
    ];
    let plain = plain(name);
    let of = |word: &str| CURRENCIES.iter().find(|(found, _)| *found == word).map(|(_, code)| *code);
    let mut currency = plain.split(' ').find_map(of);
    if name.contains('€') {
        currency = Some("EUR");
    } else if name.contains('£') {
        currency = Some("GBP");
    }
    let words: Vec<_> = plain.split(' ').filter(|word| of(word).is_none() && !matches!(*word, "en" | "in")).collect();
    let joined = words.join(" ");
    // "Money in" keeps its "in".
    let name = if joined.is_empty() || NAMES.iter().any(|(_, names)| names.contains(&plain.as_str())) {
        plain
    } else {
        joined
    };
    (name, currency)
}
