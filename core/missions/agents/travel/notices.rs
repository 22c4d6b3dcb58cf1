//! What mails say of a booking without telling it again: that it is called off, that it is changed.

use serde_json::Value;

use crate::{
    order,
    profile::life::{Mail, Thing},
    unicode::fold,
};

/// Whether a booking's number is telling enough to be looked for in a text.
pub fn is_number(reservation: &str) -> bool {
    reservation.len() >= 5
}

/// The mails that call off a booking, oldest first.
pub fn voids<'a>(things: &[Thing], mails: &'a [Mail]) -> Vec<&'a Mail> {
    let number = |thing: &Thing| thing.json.get("reservationNumber").and_then(Value::as_str).map(str::to_owned);
    let mut numbers: Vec<String> = things.iter().filter_map(number).filter(|number| is_number(number)).collect();
    order::by(&mut numbers, Ord::cmp);
    numbers.dedup();
    let names = |mail: &Mail| {
        numbers.iter().any(|number| mail.subject.contains(number.as_str()) || mail.text.contains(number.as_str()))
    };
    mails.iter().filter(|mail| !mail.sent && calls_off(mail) && names(mail)).collect()
}

/// Whether a mail says that something booked is called off. That it could be is said in every booking.
pub fn calls_off(mail: &Mail) -> bool {
    const SUBJECT: [&str; 30] = [
        "cancelled",
        "canceled",
        "cancellation",
        "storniert",
        "stornierung",
        "storno",
        "annulee",
        "annule",
        "annulation",
        "cancelado",
        "cancelada",
        "cancelacion",
        "anulado",
        "anulada",
        "cancellata",
        "cancellato",
        "annullata",
        "annullato",
        "cancellazione",
        "geannuleerd",
        "annulering",
        "avbokad",
        "avbokning",
        "aflyst",
        "avbestilt",
        "peruttu",
        "odwolana",
        "anulowana",
        "zrusena",
        "zruseno",
    ];
    const SAID: [&str; 14] = [
        "has been cancelled",
        "has been canceled",
        "have been cancelled",
        "have cancelled your",
        "is now cancelled",
        "was cancelled",
        "wurde storniert",
        "haben wir storniert",
        "a ete annule",
        "ha sido cancelad",
        "e stata cancellata",
        "e stata annullata",
        "is geannuleerd",
        "har avbokats",
    ];
    let subject = fold(&mail.subject);
    let is_offer = ["free cancellation", "cancellation policy", "kostenlose stornierung", "annulation gratuite"];
    let in_subject = subject.split(|c: char| !c.is_alphanumeric()).any(|word| SUBJECT.contains(&word));
    (in_subject && !is_offer.iter().any(|offer| subject.contains(offer))) || {
        let text = fold(beginning(&mail.text));
        SAID.iter().any(|said| text.contains(said))
    }
}

/// Whether one of these mails, which call something off, is by the same sender, later, and of a number that this mail tells.
pub fn is_off(mail: &Mail, off: &[&Mail]) -> bool {
    off.iter().filter(|off| off.time > mail.time && off.from.domain() == mail.from.domain()).any(|off| {
        let text = format!("{} {}", off.subject, off.text);
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| is_number(word) && is_code(word));
        words.any(|code| mail.subject.contains(code) || mail.text.contains(code))
    })
}

/// Whether a word looks like a booking's number: digits, or capitals with digits between them.
fn is_code(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase()) && word.chars().any(|c| c.is_ascii_digit())
}

/// Whether a mail speaks of a change of what was booked.
pub fn changes(mail: &Mail) -> bool {
    const WORDS: [&str; 20] = [
        "change",
        "changed",
        "rescheduled",
        "new time",
        "new date",
        "updated",
        "amended",
        "modified",
        "moved to",
        "rebooked",
        "geandert",
        "anderung",
        "umgebucht",
        "umbuchung",
        "modifie",
        "modification",
        "modificad",
        "cambio",
        "gewijzigd",
        "ombokad",
    ];
    let subject = fold(&mail.subject);
    WORDS.iter().any(|word| subject.contains(word))
}

/// Where a mail says what it is about.
pub fn beginning(text: &str) -> &str {
    const ENOUGH: usize = 800;
    text.get(..text.floor_char_boundary(ENOUGH)).unwrap_or(text)
}
