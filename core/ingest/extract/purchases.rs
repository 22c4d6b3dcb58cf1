//! Purchases in mail: orders, receipts and parcels, told by their subject and filled from the text.

use serde_json::{Value, json};

use super::{
    Context, booking, labels, money,
    money::Money,
    shape,
    words::{fold, squeeze},
};
use crate::record::Record;

/// Words in a subject by which an order is known, folded.
const ORDERED: &[&str] = &[
    "ordered:",
    "your order",
    "order confirmation",
    "thank you for your order",
    "thanks for your order",
    "order number",
    "your purchase",
    "etsy purchase",
    "bestellung",
    "bestellbestatigung",
    "votre commande",
    "confirmation de commande",
    "su pedido",
    "tu pedido",
    "confirmacion de pedido",
    "il tuo ordine",
    "conferma d ordine",
    "conferma ordine",
    "je bestelling",
    "uw bestelling",
    "din bestallning",
    "orderbekraftelse",
    "din ordre",
    "objednavka",
    "objednavky",
    "zamowienie",
    "twoje zamowienie",
    "seu pedido",
    "tilauksesi",
    "rendeles",
];
/// … a payment.
const PAID: &[&str] = &[
    "receipt",
    "invoice",
    "payment confirmation",
    "your payment",
    "rechnung",
    "quittung",
    "zahlungsbestatigung",
    "beleg",
    "facture",
    "recu",
    "factura",
    "recibo",
    "ricevuta",
    "fattura",
    "factuur",
    "betaalbewijs",
    "kvitto",
    "kvittering",
    "faktura",
    "paragon",
    "uctenka",
    "kuitti",
    "szamla",
];
/// … a parcel.
const SENT: &[&str] = &[
    "on its way",
    "on the way",
    "dispatched",
    "shipped",
    "out for delivery",
    "your parcel",
    "your package",
    "delivered",
    "versandt",
    "unterwegs",
    "verschickt",
    "sendung",
    "paket",
    "expedie",
    "colis",
    "enviado",
    "en camino",
    "spedito",
    "in consegna",
    "verzonden",
    "onderweg",
    "skickats",
    "pa vag",
    "odeslana",
    "zasilka",
    "przesylka",
    "wyslane",
];
/// Mails that speak of orders and are none: what is only offered, given back or asked.
const NOT: &[&str] = &[
    "how was",
    "rate your",
    "review your",
    "refund",
    "returned",
    "your return",
    "return label",
    "sale",
    "% off",
    "could not be delivered",
    "statement",
    "cancel",
    "bewerten",
    "retoure",
];

/// What is said of an order that was told of before.
const LATER: &[&str] =
    &["delay", "running late", "update", "changed", "arriv", "collect", "ready", "problem", "missing"];

/// Labels of order numbers.
const NUMBER: &[&str] = &[
    "order number",
    "order no",
    "order id",
    "order",
    "order reference",
    "bestellnummer",
    "bestellung",
    "auftragsnummer",
    "numero de commande",
    "commande",
    "numero de pedido",
    "pedido",
    "numero ordine",
    "ordine",
    "bestelnummer",
    "bestelling",
    "ordernummer",
    "ordrenummer",
    "cislo objednavky",
    "objednavka",
    "numer zamowienia",
    "zamowienie",
    "invoice number",
    "invoice no",
    "rechnungsnummer",
    "purchase",
];

/// What the mail tells of a purchase.
pub fn read(record: &Record, body: &str, context: &Context) -> Vec<Value> {
    let Some(subject) = record.subject.as_deref() else { return Vec::new() };
    let folded = fold(subject);
    let says = |signs: &[&str]| signs.iter().any(|sign| folded.contains(sign));
    // Talk about an order is no order.
    if says(NOT) || folded.starts_with("re:") || folded.starts_with("fwd:") || folded.starts_with("aw:") {
        return Vec::new();
    }
    let Some(merchant) = record.from.as_deref().and_then(sender) else { return Vec::new() };
    let text = format!("{subject}\n{body}");
    let is_order = says(ORDERED) || (names_order(&folded) && !says(LATER));
    let found = if says(SENT) {
        parcel(&text, &merchant)
    } else if is_order {
        order(&text, &merchant, context)
    } else if says(PAID) {
        invoice(&text, &merchant, context)
    } else {
        None
    };
    found
        .into_iter()
        .map(|mut value| {
            shape::set(&mut value, "@context", Some(shape::CONTEXT.into()));
            value
        })
        .collect()
}

/// Whether a subject speaks of an order by the shop's name or by its number: `Your Currys order`, `Order #10331 confirmed`.
fn names_order(folded: &str) -> bool {
    let words: Vec<&str> =
        folded.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let is_numbered = |word: &str| word.bytes().filter(u8::is_ascii_digit).count() >= 3;
    words.iter().enumerate().filter(|(_, word)| **word == "order").any(|(at, _)| {
        let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
        before.contains(&"your") || words.get(at + 1).is_some_and(|next| is_numbered(next))
    })
}

/// The name of who sends: `Spotify <no-reply@spotify.com>` → `Spotify`; without a name the domain's.
pub fn sender(from: &str) -> Option<String> {
    let (name, address) = from.split_once('<').unwrap_or(("", from));
    let name = squeeze(name.trim().trim_matches('"'));
    if !name.is_empty() && !name.contains('@') {
        return Some(name);
    }
    let host = address.trim_end_matches('>').rsplit_once('@')?.1;
    let mut parts = host.rsplit('.');
    let (top, second) = (parts.next()?, parts.next()?);
    let label = if second.len() <= 3 && top.len() == 2 { parts.next().unwrap_or(second) } else { second };
    Some(label.to_owned())
}

fn organization(name: &str) -> Value {
    json!({"@type": "Organization", "name": name})
}

fn order(text: &str, merchant: &str, context: &Context) -> Option<Value> {
    let number = number(text);
    let price = paid(text);
    (number.is_some() || price.is_some()).then_some(())?;
    Some(shape::object(
        "Order",
        [
            ("merchant", Some(organization(merchant))),
            ("orderNumber", number.map(Value::from)),
            ("orderDate", context.modified.as_deref().map(Value::from)),
            ("orderStatus", Some("http://schema.org/OrderProcessing".into())),
            ("price", price.as_ref().and_then(|money| booking::amount(money.amount))),
            ("priceCurrency", price.map(|money| money.currency.into())),
        ],
    ))
}

fn invoice(text: &str, merchant: &str, context: &Context) -> Option<Value> {
    let price = paid(text).filter(|money| money.amount > 0.0)?;
    let due = shape::object(
        "PriceSpecification",
        [("price", booking::amount(price.amount)), ("priceCurrency", Some(price.currency.into()))],
    );
    Some(shape::object(
        "Invoice",
        [
            ("provider", Some(organization(merchant))),
            ("identifier", number(text).map(Value::from)),
            ("dateIssued", context.modified.as_deref().map(Value::from)),
            ("description", bought(text).map(Value::from)),
            ("totalPaymentDue", Some(due)),
        ],
    ))
}

fn parcel(text: &str, sender: &str) -> Option<Value> {
    let order = number(text).map(|number| json!({"@type": "Order", "orderNumber": number}));
    let item = text
        .lines()
        .next()
        .and_then(|subject| subject.split_once(": "))
        .map(|(_, item)| squeeze(item))
        .filter(|item| item.len() > 3);
    let track = text.split_whitespace().find(|word| word.starts_with("http") && word.contains("track"));
    (order.is_some() || item.is_some() || track.is_some()).then_some(())?;
    Some(shape::object(
        "ParcelDelivery",
        [
            ("provider", Some(organization(sender))),
            ("partOfOrder", order),
            ("itemShipped", item.map(|item| json!({"@type": "Product", "name": item}))),
            ("trackingUrl", track.map(Value::from)),
        ],
    ))
}

/// The number behind a label for one, or in brackets in the subject.
fn number(text: &str) -> Option<String> {
    let labelled = text.lines().find_map(|line| {
        labels::every(line, NUMBER).into_iter().find_map(|label| {
            let value = line.get(label.end..)?;
            let word = value
                .split_whitespace()
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                .find(|word| !word.is_empty())?;
            is_number(word).then(|| word.to_owned())
        })
    });
    labelled.or_else(|| {
        let inside = text.lines().next()?.rsplit_once('(')?.1.split(')').next()?.trim();
        is_number(inside).then(|| inside.to_owned())
    })
}

fn is_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let plain =
        word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || matches!(byte, b'-' | b'_'));
    plain && digits >= 3 && (4..=30).contains(&word.len())
}

/// What was paid: the total, or the only amount there is.
fn paid(text: &str) -> Option<Money> {
    money::total(text).or_else(|| {
        let mut amounts = text.lines().filter_map(money::first);
        let first = amounts.next()?;
        amounts.all(|other| other == first).then_some(first)
    })
}

/// What was bought: the text before the first amount in its line.
fn bought(text: &str) -> Option<String> {
    let line = text.lines().skip(1).find(|line| money::first(line).is_some())?;
    let end = line.find(['£', '€', '$'])?;
    let item = squeeze(line.get(..end)?.trim_end_matches(['(', ':', ' ', '-']));
    ((4..=80).contains(&item.len()) && labels::find(&item, labels::TOTAL).is_none()).then_some(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{RecordId, Source};

    fn read_mail(from: &str, subject: &str, body: &str) -> Vec<Value> {
        let mut record = Record::new(RecordId::from_text("r"), Source::Email);
        record.from = Some(from.into());
        record.subject = Some(subject.into());
        read(&record, body, &Context::default())
    }

    #[test]
    fn orders_receipts_and_parcels() {
        let order = read_mail(
            "\"Shop & Co\" <o@shop.example>",
            "Thank you for your order (SS8841207)",
            "Shoes  £124.99\nTotal  £124.99",
        );
        assert_eq!(order[0]["merchant"]["name"], "Shop & Co");
        assert_eq!((&order[0]["orderNumber"], &order[0]["price"]), (&"SS8841207".into(), &124.99.into()));
        let receipt = read_mail(
            "no-reply@spotify.com",
            "Your receipt",
            "Premium Individual, one month  £12.99\nCharged on 5 May",
        );
        assert_eq!(receipt[0]["provider"]["name"], "spotify");
        assert_eq!(receipt[0]["description"], "Premium Individual, one month");
        let parcel = read_mail(
            "Clay <a@b.example>",
            "On its way: Stoneware clay",
            "Your parcel (order KC-10442) left.\nhttps://dpd.example/track",
        );
        assert_eq!(parcel[0]["partOfOrder"]["orderNumber"], "KC-10442");
    }

    #[test]
    fn an_order_is_known_by_the_shops_name_or_its_number() {
        for subject in ["Your Currys order CUR8811200", "Order #10331 confirmed"] {
            assert_eq!(read_mail("A <a@b.example>", subject, "Total £5.00")[0]["@type"], "Order", "{subject}");
        }
        let later = read_mail("A <a@b.example>", "Order #10331 is delayed", "Total £5.00");
        assert!(later.is_empty());
    }

    #[test]
    fn talk_is_no_purchase() {
        for subject in [
            "Re: your order",
            "Our big sale: order now",
            "In order to help",
            "Refund for order SS8841207",
            "How was your order?",
        ] {
            assert!(read_mail("A <a@b.example>", subject, "Total £5.00").is_empty(), "{subject}");
        }
    }
}
