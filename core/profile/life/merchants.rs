//! Who is behind a bank's line: one key for all the ways in which a merchant is written, and a name for people.
//!
//! A line is read as banks write it: what names the merchant by a label (SEPA, `Naam:`) counts alone; how it was paid stands
//! before the name; numbers, references and the place stand behind it.

use crate::{
    ingest::extract::is_city,
    profile::{merchant, text::tokens},
};

/// The most words of a merchant's name.
const WORDS: usize = 4;

/// What names the merchant, where a line has labels; in lower case.
const LABELS: [&str; 22] = [
    " t/a ",
    " c/o ",
    "orig co name:",
    "esercente:",
    "begunstigde:",
    "commerçant:",
    "ihr einkauf bei ",
    "your purchase at ",
    "/name/",
    "naam:",
    "auftraggeber:",
    "empfänger:",
    "empfaenger:",
    "beguenstigter:",
    "begünstigter:",
    "zahlungsempfänger:",
    "creditor:",
    "créancier:",
    "beneficiario:",
    "ordinante:",
    "payee:",
    "merchant:",
];

/// What statements write before the merchant beside the words of [`merchant`], folded.
const LEADING: &str = "to at an a al bei chez par de del da di du von vom y die from for on via the authorised authorized transaction \
    basislastschrift folgelastschrift erstlastschrift lastschrifteinzug abbuchung sepalastschrift europeen interbancaire \
    cargo cobro pagos concepto domiciliado core diretto doorlopend algemeen incassant bea gea compras directo direto dbit \
    nfc ecom internet einkauf bill mandate dauerauftrag standing order so deb bp dr pre notified autorizzazione \
    pagamenti addebiti utenze achats abbonamenti op contactless ctls intl vis obp reference dienstleistung belastung lsv \
    banking ebanking auftrag zahlung esr qr withdrawal acquisto presso uitgaven online ppd gutschrift refund reversal \
    devolucion rimborso storno remboursement erstattung anulacion retrocession avoir terugbetaling estorno chip signature nr ebill gocardless twint";

/// Behind these a line tells what was bought, not who sells, folded; and what ends an address of the web.
const ENDS: &str = "com net mktp mktplace marketplace kd kdnr kundennr kundennummer kunde rechnung rechnungsnr rg rgnr rnr ref referenz reference \
    referencia referentie mandat mandate mandaat mandato machtiging mref eref svwz cred iban bic vertrag vertragsnr contrat \
    contrato contract facture fact factura fattura invoice kenmerk omschrijving sagt purchase einkauf ihr your emetteur ics \
    rum id remi verwendungszweck buchungstext clearing helpcom helppay g msg debiteurennr polisnr police policy konto \
    orig motif echeance ech creditor crediteur poliza polizza polis nr karte carte card tarj tarjeta carta debitk ppd sec \
    gbp usd chf eur clp ore num gmbh ltd limited llc inc plc bv srl spa sarl ohg mbh";

/// Legal forms behind a company's name, and what statements write behind a merchant, folded.
const BEHIND: &str = "ab ag as bv co corp cie de eu europe europa fr es gb gmbh inc intl international ie it kg limited \
    llc llp ltd lu mbh net nl nv plc sa sarl sas sca se sl slu spa srl uk us usa ua und ohg ev eg sau unipersonal et the \
    deutschland germany france espana spain italia italy nederland netherlands belgium ireland portugal lda ca ny wa tx \
    luxembourg lux irl gbr deu fra esp ita nld direct clientes www http https subscription subscr membership abo \
    abonnement abbonamento suscripcion recurring monthly mitgliedsbeitrag incasso lastschrift dd prlv sepa deb pos visa pymt pymts payment \
    autopay";

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

/// Who is behind a payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merchant {
    /// The same for every line of one merchant: folded words.
    pub key: String,
    /// For people: `Netflix`.
    pub name: String,
}

impl Merchant {
    /// The merchant of a bank's line; without a word that could be a name, the line itself.
    pub fn of(descriptor: &str) -> Self {
        let line = without_codes(labelled(descriptor));
        let mut words = named(&tokens(line));
        without_place(&mut words);
        words.truncate(WORDS);
        without_place(&mut words);
        if words.is_empty() {
            words = tokens(descriptor);
            words.truncate(WORDS);
        }
        Self { name: name_of(line, &words), key: words.join(" ") }
    }
}

/// The part of a line that names the merchant, where a label says which.
fn labelled(descriptor: &str) -> &str {
    let lower = descriptor.to_lowercase();
    // Letters whose small form is of another length are in no label and would shift what is behind them.
    let begins = Some(lower.len()).filter(|length| *length == descriptor.len()).and_then(|_| {
        let found = LABELS.iter().filter_map(|label| lower.find(label).map(|at| at.saturating_add(label.len())));
        found.min()
    });
    let rest = begins.and_then(|at| descriptor.get(at..)).unwrap_or(descriptor);
    let end = if begins.is_some() { rest.find([':', '/', ',', ';']) } else { None };
    let named = end.and_then(|at| rest.get(..at)).unwrap_or(rest);
    if named.trim().is_empty() { descriptor } else { named }
}

/// The part of a line that names the merchant, where German banks write codes in it: `EREF+1 MREF+2 SVWZ+Rechnung`.
fn without_codes(line: &str) -> &str {
    const CODES: [&str; 8] = ["EREF+", "MREF+", "CRED+", "KREF+", "DEBT+", "COAM+", "IBAN+", "BIC+"];
    let is_code = |word: &str| CODES.iter().any(|code| word.starts_with(code)) || word.starts_with("SVWZ+");
    let Some(begins) = line.split(' ').find(|word| is_code(word)).and_then(|word| line.find(word)) else { return line };
    let (before, codes) = line.split_at_checked(begins).unwrap_or((line, ""));
    if !named(&tokens(before)).is_empty() {
        return before;
    }
    // Nothing stands before them: what they are for stands behind the last.
    let last = codes.split(' ').rfind(|word| is_code(word)).unwrap_or_default();
    let behind = codes.rfind(last).and_then(|at| codes.get(at.saturating_add(last.len())..)).unwrap_or_default();
    match last.strip_prefix("SVWZ+") {
        Some(_) => codes.rsplit_once("SVWZ+").map_or(behind, |(_, said)| said),
        None => behind,
    }
}

/// Takes off what stands behind a name and says nothing of it.
fn without_place(words: &mut Vec<String>) {
    loop {
        let in_two = match words.as_slice() {
            [_, .., one, two] => is_city(&format!("{one} {two}")),
            _ => false,
        };
        if in_two {
            words.pop();
        } else if words.len() < 2 || !words.last().is_some_and(|last| is_behind(last, words)) {
            return;
        }
        words.pop();
    }
}

/// The words behind how it was paid, up to the first that tells something else.
fn named(line: &[String]) -> Vec<String> {
    let mut rest = line;
    let mut product = None;
    while let Some((first, behind)) = rest.split_first() {
        // `GOOGLE *GOOGLE ONE` is Google's own, `GOOGLE *YOUTUBE` is told by its product; `GOOGLE ONE` is a name too.
        let is_own = behind.first().is_some_and(|next| next == first)
            || (first == "google" && behind.first().is_some_and(|next| GOOGLES.contains(&next.as_str())));
        if is_own && first == "google" {
            rest = if behind.first().is_some_and(|next| next == first) { behind } else { rest };
            break;
        }
        let is_way = behind.first().is_some_and(|next| WAYS.contains(&(first.as_str(), next.as_str())));
        let is_behind = rest.len() < line.len();
        if !(merchant::is_before(first) || has(LEADING, first) || is_way || is_mask(first, is_behind)) {
            break;
        }
        if matches!(first.as_str(), "paypal" | "klarna" | "google" | "sumup") {
            product = Some(first.clone());
        }
        rest = behind;
    }
    let (first, behind) = rest.split_at_checked(1).unwrap_or((rest, &[]));
    // Said again behind other words, the first is that of its address: `AMAZON PRIME MEMBERSHIP AMAZON.CO.UK`.
    let is_again = |at: usize, word: &String| at > 0 && first.first() == Some(word);
    let name = behind
        .iter()
        .enumerate()
        .take_while(|(at, word)| !(is_reference(word) || has(ENDS, word) || is_again(*at, word)));
    let first = first.iter().map(|word| written_out(word));
    let mut words: Vec<String> = first.chain(name.map(|(_, word)| word.clone())).collect();
    // `NYTIMES*NYTIMES` is one name.
    if let [first, second, ..] = words.as_slice()
        && first == second
        && first != "google"
    {
        words.remove(0);
    }
    // `FM-7733` is a number with letters before it.
    let is_numbered = behind.get(words.len().saturating_sub(1)).is_some_and(|word| is_reference(word));
    if is_numbered && words.len() > 1 && words.last().is_some_and(|last| last.len() < 3) {
        words.pop();
    }
    let says_who = words.iter().any(|word| !has(BEHIND, word));
    // All that is told is who carried the money.
    if says_who { words } else { product.map_or(words, |product| vec![product]) }
}

/// A number, or what is partly one, as orders and phones have it: `T81KX7`.
fn is_reference(word: &str) -> bool {
    merchant::is_number(word) || (word.len() > 4 && word.contains(|c: char| c.is_ascii_digit()))
}

/// How it was paid in two words, of which the first alone may begin a name.
const WAYS: [(&str, &str); 4] = [("e", "banking"), ("con", "tarjeta"), ("por", "domiciliacion"), ("ch", "dd")];

/// A card's number as far as it is shown: `xxxx1234`; behind how it was paid also which of the account's cards: `K1`.
fn is_mask(word: &str, is_behind: bool) -> bool {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_nth = is_behind && stem.len() < word.len() && matches!(stem, "k" | "d");
    word.len() > 1 && (is_nth || stem.chars().all(|c| c == 'x'))
}

/// What bank's lines shorten at the beginning of a name.
fn written_out(word: &str) -> String {
    match word {
        "amzn" | "amznmktplace" | "amzmktplace" => "amazon",
        "amznprimeuk" | "amznprimede" | "amznprimefr" | "amznprimees" | "amznprimeit" => "amazonprime",
        "msft" => "microsoft",
        "wm" => "walmart",
        _ => word,
    }
    .to_owned()
}

/// What is Google's own, behind its name.
const GOOGLES: [&str; 8] = ["one", "cloud", "storage", "play", "workspace", "ads", "fi", "nest"];

/// Names of which each town has its own: there the town is a part of the name.
const LOCAL: &str =
    "stadtwerke wasserwerke wasserverband sparkasse volksbank metro hotel museum taxi gemeinde water bank zoo";

/// Whether the last of these words says nothing of who it is.
fn is_behind(word: &str, words: &[String]) -> bool {
    let is_local = matches!(words, [first, _] if has(LOCAL, first));
    has(BEHIND, word) || word.chars().count() == 1 || (!is_local && is_city(word))
}

/// The words as the line writes them, where it does not shout; else with capitals. An `&` between them stays.
fn name_of(descriptor: &str, words: &[String]) -> String {
    let written: Vec<&str> =
        descriptor.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '&' | '+')).collect();
    let shouts = !descriptor.chars().any(char::is_lowercase);
    let mut name = String::new();
    for word in words {
        let at = written.iter().position(|it| tokens(it).concat() == *word);
        let joined = at.and_then(|at| written.get(..at)?.iter().rev().find(|it| !it.is_empty()));
        if !name.is_empty() {
            name.push_str(if joined.is_some_and(|joined| *joined == "&") { " & " } else { " " });
        }
        match at.and_then(|at| written.get(at)) {
            Some(it) if !shouts && it.chars().any(char::is_lowercase) => name.push_str(it),
            Some(it) => name.push_str(&capital(it, name.is_empty())),
            None => name.push_str(&capital(word, name.is_empty())),
        }
    }
    name
}

/// `NETFLIX` → `Netflix`; what is as short as `EDF` stays, behind it only what cannot be spoken.
fn capital(word: &str, is_first: bool) -> String {
    let is_vowel = |letter: char| matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let is_short = word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if !is_short || (!is_first && word.chars().any(is_vowel)) => {
            first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_merchant_has_one_key_and_a_name_for_people() {
        for (line, key, name) in [
            ("NETFLIX.COM 866-579-7172", "netflix", "Netflix"),
            ("PAYPAL *SPOTIFY", "spotify", "Spotify"),
            ("Direct Debit Octopus Energy Ltd", "octopus energy", "Octopus Energy"),
            ("SEPA-Lastschrift Vodafone GmbH", "vodafone", "Vodafone"),
            ("PRLV SEPA EDF", "edf", "EDF"),
            ("12345", "12345", "12345"),
            ("CARD PAYMENT TO NETFLIX.COM", "netflix", "Netflix"),
            ("NETFLIX.COM LOS GATOS CA", "netflix", "Netflix"),
            ("POS 264,21 AT K1 19.09. 16:02 MOEBELHAUS KRONE WIEN 1220", "moebelhaus krone", "Moebelhaus Krone"),
            ("KAUF/DIENSTLEISTUNG VOM 04.10.2025 KARTEN NR. XXXX2213 BERGBAHN ZUERICH", "bergbahn", "Bergbahn"),
            ("CARD PAYMENT TO SPOTIFY P2B4471 STOCKHOLM", "spotify", "Spotify"),
            ("CARD PAYMENT TO GOOGLE *GOOGLE ONE", "google one", "Google One"),
            ("GOOGLE *YouTubePremium g.co/helppay#", "youtubepremium", "YouTubePremium"),
            ("CARD PAYMENT TO APPLE.COM/BILL", "apple", "Apple"),
            ("SQ *LOAF & LADLE BRISTOL", "loaf ladle", "Loaf & Ladle"),
            ("SEPA-BASISLASTSCHRIFT VODAFONE GMBH KD-NR. 0012345 RG 9981", "vodafone", "Vodafone"),
            ("PayPal Europe S.a.r.l. et Cie S.C.A . Ihr Einkauf bei SPOTIFY", "spotify", "Spotify"),
            ("PRLV SEPA FREE MOBILE FM-7733 RUM 2281", "free mobile", "Free Mobile"),
            ("RECIBO IBERDROLA CLIENTES, S.A.U. REF 2211", "iberdrola", "Iberdrola"),
            ("ADEUDO MOVISTAR", "movistar", "Movistar"),
            ("SEPA Incasso algemeen doorlopend Naam: KPN B.V. Machtiging: 12", "kpn", "KPN"),
            ("AMAZON.CO.UK*T81KX7", "amazon", "Amazon"),
            ("AMZN MKTP DE*AB1CD2E", "amazon", "Amazon"),
            ("AMZN PRIME DE*ABHGE1B2C", "amazon prime", "Amazon Prime"),
            ("WM SUPERCENTER #2211", "walmart supercenter", "Walmart Supercenter"),
            ("WASTE MGMT WM EZPAY 866-834-2080 TX", "waste mgmt wm ezpay", "Waste Mgmt WM Ezpay"),
            ("Amazon Prime*AB12C34D5 LUXEMBOURG", "amazon prime", "Amazon Prime"),
            ("AMAZON PRIME MEMBERSHIP AMAZON.CO.UK", "amazon prime", "Amazon Prime"),
            ("LASTSCHRIFT STADTWERKE BREMEN GMBH VERTRAG 1177", "stadtwerke bremen", "Stadtwerke Bremen"),
            ("THAMES WATER DD", "thames water", "Thames Water"),
            ("THAMES WATER DD 98524", "thames water", "Thames Water"),
            ("PAYPAL", "paypal", "Paypal"),
            ("STRAVA SUBSCRIPTION", "strava", "Strava"),
            ("BUTTERNUT BOX LONDON", "butternut box", "Butternut Box"),
            ("CARD PAYMENT TO DISNEY PLUS,8.99 GBP, RATE 1.00/GBP ON 02-12-2025", "disney plus", "Disney Plus"),
            ("BILL PAYMENT VIA DIRECT DEBIT TO H3G UK LTD T/A THREE REFERENCE 11", "three", "Three"),
            (
                "SEPA-BASISLASTSCHRIFT EREF+U-1 MREF+U-2 SVWZ+Beitrag Stadtbad GmbH",
                "beitrag stadtbad",
                "Beitrag Stadtbad",
            ),
            ("FOLGELASTSCHRIFT STADTBAD GMBH EREF+U-1 SVWZ+Beitrag", "stadtbad", "Stadtbad"),
            ("SEPA Lastschrifteinzug von E WIE EINFACH GmbH Vertragsnr 99", "e wie einfach", "E Wie Einfach"),
            ("FACTURE CARTE DU 040326 DEEZER 75PARIS CARTE 4974XXXXXXXX12", "deezer", "Deezer"),
            (
                "ADEUDO RECIBO LINEA DIRECTA ASEGURADORA S.A. POLIZA 12",
                "linea directa aseguradora",
                "Linea Directa Aseguradora",
            ),
            ("PAGAMENTO POS 21/11/25 ORE 10.12 CARTA *1188 C/O NOW TV MILANO", "now tv", "NOW TV"),
            ("KAUF/DIENSTLEISTUNG VOM 12.11.2025 KARTE XXXX1122 NZZ AG ZUERICH", "nzz", "NZZ"),
            ("BELASTUNG LSV+ DIE MOBILIAR VERSICHERUNG BASEL 12", "mobiliar versicherung", "Mobiliar Versicherung"),
            ("E-BANKING AUFTRAG SERAFE AG 1701 FRIBOURG", "serafe", "Serafe"),
            ("PAGO CON TARJETA HBO MAX MADRID", "hbo max", "HBO Max"),
            ("ADEUDO POR DOMICILIACION HOLALUZ CLIDOM SA", "holaluz clidom", "Holaluz Clidom"),
            ("SDD TIM SPA CONTO TELEFONICO", "tim", "TIM"),
            ("MAESTRO-KARTE NR. XX11 NETFLIX INTERNATIONAL B.V.", "netflix", "Netflix"),
            ("VIS AUDIBLE UK ADBL.CO/PYMT", "audible uk adbl", "Audible Uk Adbl"),
            ("CHECKCARD 0304 NYTIMES*NYTIMES DISC NEW YORK NY RECURRING", "nytimes disc", "Nytimes Disc"),
            ("ORIG CO NAME:VERIZON WIRELESS ORIG ID:11 DESC DATE:", "verizon wireless", "Verizon Wireless"),
            ("ACH WITHDRAWAL GEICO *AUTO PAYMNT PPD ID: 35", "geico auto paymnt", "Geico Auto Paymnt"),
            ("DEVOLUCION COMPRA TARJ. 5540XXXXXXXX1234 DECATHLON-MADRID", "decathlon", "Decathlon"),
        ] {
            let merchant = Merchant::of(line);
            assert_eq!((merchant.key.as_str(), merchant.name.as_str()), (key, name), "{line}");
        }
    }
}
