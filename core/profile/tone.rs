//! Whether a record speaks for what it names as it sounds: a gift is for somebody else, and what is cancelled, sent back or
//! paid back speaks against.

use serde_json::Value;

use crate::record::{Record, Source};

use super::{lexicon, text::tokens};

/// How a record means what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it sounds.
    Plain,
    /// For somebody else.
    Gift,
    /// Not any more.
    Against,
}

impl Tone {
    const ALL: [Self; 3] = [Self::Plain, Self::Gift, Self::Against];

    /// Its number, for flat bytes.
    pub(super) fn number(self) -> u8 {
        Self::ALL.into_iter().zip(0..).find(|(tone, _)| *tone == self).map_or(0, |(_, number)| number)
    }

    /// The tone of that number.
    pub(super) fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The tone of a record: by the words of what it is headed, by money that comes back, by an event that is off.
    pub(super) fn of(record: &Record) -> Self {
        let back = record.source == Source::Transaction
            && record.amount.as_deref().is_some_and(|amount| !amount.starts_with(['-', '−', '0']));
        let off = record.extra.get("status").and_then(Value::as_str) == Some("cancelled");
        if back || off {
            return Self::Against;
        }
        if !matches!(record.source, Source::Email | Source::Calendar) {
            return Self::Plain;
        }
        let words = tokens(record.headline());
        let found = lexicon::tones().find(&words).into_iter().next();
        match found.map(|hit| hit.what.as_str()) {
            Some("gift") => Self::Gift,
            Some(_) => Self::Against,
            None => Self::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordId;

    #[test]
    fn a_gift_and_what_is_cancelled_are_told_in_every_language() {
        let of = |subject: &str| {
            let mut record = Record::new(RecordId::from_text("r"), Source::Email);
            record.subject = Some(subject.to_owned());
            Tone::of(&record)
        };
        for gift in ["A gift for Anna", "Ihr Geschenk ist unterwegs", "Emballage cadeau", "Un regalo para ti"] {
            assert_eq!(of(gift), Tone::Gift, "{gift}");
        }
        for against in ["Your order was cancelled", "Kündigung bestätigt", "Résiliation", "Reembolso de tu pedido"] {
            assert_eq!(of(against), Tone::Against, "{against}");
        }
        assert_eq!(of("Your order has shipped"), Tone::Plain);
    }

    #[test]
    fn money_that_comes_back_and_an_event_that_is_off_speak_against() {
        let mut payment = Record::new(RecordId::from_text("r"), Source::Transaction);
        payment.amount = Some("-12.50".into());
        assert_eq!(Tone::of(&payment), Tone::Plain);
        payment.amount = Some("12.50".into());
        assert_eq!(Tone::of(&payment), Tone::Against);
        let mut event = Record::new(RecordId::from_text("r"), Source::Calendar);
        event.extra.insert("status".into(), "cancelled".into());
        assert_eq!(Tone::of(&event), Tone::Against);
        assert!(Tone::ALL.into_iter().all(|tone| Tone::from_number(tone.number()) == Some(tone)));
    }
}
