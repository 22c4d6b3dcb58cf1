//! The words by which itineraries and receipts name their fields, in the languages they come in; folded, blanks single.

use super::words::{Cell, cells, fold, runs};

/// Where a journey begins: enough alone.
#[rustfmt::skip]
pub const DEPARTURE: &[&str] = &[
    "departure", "departs", "depart", "departing", "dep", "abflug", "abfahrt", "abreise", "avgang", "avgar", "salida",
    "partenza", "partida", "saida", "vertrek", "vertrekt", "odlet", "odjezd", "wylot", "odjazd", "wyjazd", "lahto",
    "lahtee", "afgang", "avreise", "indulas", "plecare", "polazak", "kalkis", "odchod", "departure station",
    "departure airport", "departure from", "departing from", "avgang fran",
];
/// Where it ends.
#[rustfmt::skip]
pub const ARRIVAL: &[&str] = &[
    "arrival", "arrives", "arrive", "arriving", "arr", "ankunft", "ankomst", "ankommer", "llegada", "arrivo",
    "arrivee", "chegada", "aankomst", "prilet", "prijezd", "przylot", "przyjazd", "saapuminen", "saapuu",
    "ankomst til", "erkezes", "sosire", "dolazak", "varis", "prichod", "arrival station", "arrival airport",
    "arrival at", "arriving at",
];
/// Where it begins, if a colon or its other-language twin follows.
#[rustfmt::skip]
pub const FROM: &[&str] = &[
    "from", "von", "de", "desde", "da", "van", "fran", "fra", "z", "od", "ab", "origin", "origen", "origine", "start",
    "mista",
];
/// Where it ends, likewise.
#[rustfmt::skip]
pub const TO: &[&str] = &[
    "to", "nach", "a", "hasta", "naar", "till", "til", "do", "an", "at", "destination", "destino", "destinazione",
    "ziel", "para", "vers", "mihin",
];
/// Numbers by which a booking is asked for.
#[rustfmt::skip]
pub const REFERENCE: &[&str] = &[
    "booking reference", "booking ref", "booking code", "booking number", "booking no", "booking id",
    "booking confirmation number", "reservation code", "reservation number", "reservation no", "reservation id",
    "reservation reference", "confirmation number", "confirmation code", "confirmation no", "confirmation", "pnr",
    "pnr code", "record locator", "buchungscode", "buchungsnummer", "buchungsreferenz", "buchungsnr",
    "reservierungsnummer", "reservierungscode", "bestatigungsnummer", "auftragsnummer", "vorgangsnummer",
    "bokningsreferens", "bokningsnummer", "bokningskod", "bestallningsnummer", "bookingnummer", "bestillingsnummer",
    "bestillingsreferanse", "referansenummer", "reservasjonsnummer", "codigo de reserva", "numero de reserva",
    "localizador", "localizador de reserva", "code de reservation", "numero de reservation",
    "reference de reservation", "reference de dossier", "reference dossier", "dossier", "numero de confirmation",
    "codice di prenotazione", "codice prenotazione", "numero di prenotazione", "numero prenotazione",
    "reserveringsnummer", "boekingsnummer", "boekingsreferentie", "boekingscode", "reserveringscode",
    "cislo rezervace", "kod rezervace", "rezervacni kod", "kod transakce", "numer rezerwacji", "kod rezerwacji",
    "varausnumero", "varaustunnus", "foglalasi szam", "foglalasi kod", "numarul rezervarii", "rezervasyon kodu",
    "reservation", "ticket reference", "trip reference", "itinerary number", "reisenummer", "e ticket number",
];
/// Who travels or stays.
#[rustfmt::skip]
pub const PASSENGER: &[&str] = &[
    "passenger", "passenger name", "passengers", "traveller", "traveler", "traveller name", "guest name", "guest",
    "name of guest", "passagier", "reisender", "fahrgast", "gast", "gastname", "resenar", "passasjer", "passager",
    "pasajero", "passeggero", "viajero", "passageiro", "reiziger", "cestujici", "pasazer", "matkustaja", "voyageur",
    "nom du voyageur", "lead guest", "main guest", "reserved for", "booked for", "name des gastes", "ospite",
    "huesped", "client",
];
/// The day a stay begins.
#[rustfmt::skip]
pub const CHECK_IN: &[&str] = &[
    "check in", "checkin", "check in date", "arrival", "arrival date", "anreise", "anreisedatum", "ankunft",
    "arrivee", "date d arrivee", "llegada", "entrada", "fecha de llegada", "fecha de entrada", "arrivo",
    "data di arrivo", "aankomst", "inchecken", "ankomst", "incheckning", "innsjekking", "indtjekning", "prijezd",
    "przyjazd", "zameldowanie", "saapuminen", "tulopaiva", "data de chegada", "chegada", "from", "bejelentkezes",
    "erkezes", "check in am", "arriving",
];
/// The day it ends.
#[rustfmt::skip]
pub const CHECK_OUT: &[&str] = &[
    "check out", "checkout", "check out date", "departure", "departure date", "abreise", "abreisedatum", "depart",
    "date de depart", "salida", "fecha de salida", "partenza", "data di partenza", "vertrek", "uitchecken", "avresa",
    "utcheckning", "utsjekking", "udtjekning", "afrejse", "odjezd", "wyjazd", "wymeldowanie", "lahto", "lahtopaiva",
    "data de partida", "partida", "saida", "to", "kijelentkezes", "tavozas", "check out am", "departing", "leaving",
];
/// Words that say that a text is about a place to sleep.
#[rustfmt::skip]
pub const STAY: &[&str] = &[
    "hotel", "hostel", "room", "rooms", "night", "nights", "zimmer", "nacht", "nachte", "ubernachtung",
    "ubernachtungen", "chambre", "nuit", "nuits", "habitacion", "noche", "noches", "camera", "notte", "notti",
    "kamer", "kamers", "nachten", "rum", "natt", "natter", "rom", "netter", "vaerelse", "naetter", "pokoj", "noc",
    "noci", "nocy", "quarto", "noites", "huone", "yota", "accommodation", "unterkunft", "hebergement", "alojamiento",
    "guest", "apartment", "ferienwohnung", "stay", "szoba", "ejszaka",
];
/// What was paid in all.
#[rustfmt::skip]
pub const TOTAL: &[&str] = &[
    "total", "grand total", "total price", "total sum", "total amount", "total cost", "total paid", "total charged",
    "order total", "amount paid", "amount charged", "amount due", "you paid", "gesamtpreis", "gesamtbetrag",
    "gesamtsumme", "gesamt", "summe", "endbetrag", "rechnungsbetrag", "preis gesamt", "montant total", "prix total",
    "montant", "total ttc", "precio total", "importe total", "importe", "totale", "prezzo totale", "importo totale",
    "importo", "totaalbedrag", "totaalprijs", "totaal", "totalpris", "totalt", "summa", "att betala", "pris totalt",
    "celkem", "cena celkem", "razem", "suma", "do zaplaty", "cena", "yhteensa", "valor total", "preco total",
    "osszesen", "belop", "i alt",
];
/// Who flies in the name of another.
#[rustfmt::skip]
pub const OPERATED: &[&str] = &[
    "operated by", "durchgefuhrt von", "operado por", "opere par", "operato da", "uitgevoerd door", "flygs av",
    "opereras av", "provozuje", "obslugiwany przez", "operee par",
];
/// The gate, platform or track follows.
#[rustfmt::skip]
pub const PLATFORM: &[&str] = &[
    "platform", "gleis", "gl", "track", "voie", "via", "anden", "binario", "spoor", "spar", "spor", "nastupiste",
    "peron", "kolej", "raide",
];
/// The carriage.
#[rustfmt::skip]
pub const COACH: &[&str] = &[
    "coach", "wagen", "wg", "car", "carriage", "voiture", "coche", "carrozza", "rijtuig", "vagn", "vogn", "vuz",
    "wagon", "vaunu", "kocsi", "carruagem",
];
/// The seat.
#[rustfmt::skip]
pub const SEAT: &[&str] = &[
    "seat", "seats", "sitzplatz", "platz", "sitzplatze", "place", "places", "asiento", "plaza", "posto", "posti",
    "stoel", "zitplaats", "plats", "plass", "plads", "misto", "miejsce", "paikka", "lugar", "hely", "pl",
];

/// Where a label was found: the line's bytes before and behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Its first byte.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
    /// Whether a colon, or the same in another language, follows.
    pub marked: bool,
}

/// The first and longest of `labels` in the line, wherever it stands.
pub fn find(line: &str, labels: &[&str]) -> Option<Label> {
    every_up_to(line, labels, 1).pop()
}

/// Every place in the line where one of the labels stands, the first 16.
pub fn every(line: &str, labels: &[&str]) -> Vec<Label> {
    every_up_to(line, labels, 16)
}

/// The words are folded once, and a phrase of them is a piece of that one text.
fn every_up_to(line: &str, labels: &[&str], most: usize) -> Vec<Label> {
    const WORDS: usize = 5;
    let words = runs(line);
    let mut folded = String::with_capacity(line.len());
    let places: Vec<(usize, usize)> = words
        .iter()
        .map(|word| {
            let start = folded.len();
            folded.push_str(&fold(word.text));
            let end = folded.len();
            folded.push(' ');
            (start, end)
        })
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let (Some(first), Some((start, end)), true) = (words.get(at), places.get(at), found.len() < most) {
        // Most words begin no label.
        let begins = folded.get(*start..*end).unwrap_or_default();
        if !labels.iter().any(|label| label.starts_with(begins)) {
            at += 1;
            continue;
        }
        let longest = (1..=WORDS).rev().find_map(|count| {
            let (last, (_, end)) = (words.get(at + count - 1)?, places.get(at + count - 1)?);
            labels.contains(&folded.get(*start..*end)?).then_some((count, last.end))
        });
        if let Some((_, end)) = longest {
            let behind = line.get(end..).unwrap_or_default().trim_start();
            found.push(Label { start: first.start, end, marked: behind.starts_with([':', '/', '：']) });
        }
        at += longest.map_or(1, |(count, _)| count);
    }
    found
}

/// The label with which a cell of the line begins.
pub fn leading(line: &str, labels: &[&str]) -> Option<Label> {
    cells(line).into_iter().find_map(|cell| in_cell(cell, labels))
}

/// The label with which this cell begins, offsets in the line.
pub fn in_cell(cell: Cell, labels: &[&str]) -> Option<Label> {
    let found = find(cell.text, labels)?;
    let before = cell.text.get(..found.start).unwrap_or_default();
    before.chars().all(|c| !c.is_alphanumeric()).then_some(Label {
        start: cell.start + found.start,
        end: cell.start + found.end,
        marked: found.marked,
    })
}

/// What follows a label in its line, without colons and the label's twin in another language.
pub fn value<'a>(line: &'a str, label: Label, labels: &[&str]) -> &'a str {
    let rest = line.get(label.end..).unwrap_or_default().trim_start();
    let Some(twin) = rest.strip_prefix('/') else {
        return rest.trim_start_matches([':', '.', '：', '*', '#', ' ', '-', '–', '\u{a0}']);
    };
    match find(twin, labels).filter(|found| found.start <= 2) {
        Some(found) => value(twin, found, labels),
        None => twin.trim_start(),
    }
}
