//! What receipts allow: sending something back until a day, and a guarantee that ends.

use jiff::civil::Date;
use serde_json::Value;

use super::{
    Scene,
    cadence::{days_between, plus_days},
    entry,
    lines::{self, Words},
    post::{Sender, amounts, day_of, days, number_before, sentences, words_of},
    said, short, wrong,
};
use crate::{
    missions::{
        card::{Finding, Step, Urgency},
        payload::money::MoneyCard,
    },
    profile::life::{Mail, Merchant, Money, Thing},
    time::Time,
};

/// Days to withdraw from what was bought at a distance in the EU and the UK, from the delivery on.
const WITHDRAWAL: i32 = 14;
/// The longest window that shops give, days.
const LONGEST: i32 = 400;
/// A guarantee is worth a word so many days before it ends.
const AHEAD: i32 = 60;

const RETURN: &str = "return|returns|returned|send back|send it back|ruckgabe*|zuruckgeben|zurucksenden|retour*|widerruf*|\
    umtausch*|devolucion*|devolver*|reso|resi|restituire|restituzione|terugsturen|retourneren|devolucao|troca";
/// What cannot be sent back: eaten, read or used at once.
const NOT_GOODS: &str = "ticket|tickets|booking|reservation|hotel|flight|train|delivery fee|takeaway|ebook|kindle|download|\
    gift card|voucher|gutschein|subscription|abonnement|hellofresh|groceries|trial|donation|course|membership|\
    billett|sparbillett|fahrkarte|fahrkarten|hinfahrt|abfahrt|flug|zug|bahn|billet|billets|trajet|voyage|vol|biglietto|\
    biglietti|treno|volo|billete|billetes|vuelo|viaje|entradas|kaartje|treinkaartje|vlucht|sitzplatz|outbound|boarding|\
    restaurant|your rider|your courier|lieferdienst|lieferservice|meal|menu|streaming|app store|spende|spenden|kurs";

/// All of it.
pub fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for thing in scene.things.iter().filter(|thing| thing.kind == "Order") {
        let Some(window) = window(scene, thing) else { continue };
        if !found.iter().any(|other| other.key == window.key) {
            found.push(window);
        }
    }
    found.extend(scene.mails.iter().filter_map(|mail| warranty(scene, mail)));
    found
}

fn window(scene: &Scene<'_>, thing: &Thing) -> Option<Finding> {
    let ordered = thing.told.map(Time::date).filter(|day| (0..=LONGEST).contains(&scene.ago(*day)))?;
    let mail = scene.mails.iter().find(|mail| mail.record == thing.record)?;
    let text = |name: &str| text_of(thing.json.get(name));
    let name = text("merchant").or_else(|| text("seller")).unwrap_or_else(|| mail.from.shown().to_owned());
    let merchant = Merchant::of(&name);
    let number = text("orderNumber").unwrap_or_default();
    let mut theirs = vec![mail];
    theirs.extend(scene.mails.iter().filter(|other| {
        let later = day_of(other).is_some_and(|day| (0..=LONGEST).contains(&days_between(ordered, day)));
        other.record != mail.record && !other.sent && later && !number.is_empty() && says_number(other, &number)
    }));
    let words = words_of(mail);
    let is_eaten = lines::line(&name).habit;
    if is_eaten || words.say(NOT_GOODS) || theirs.iter().any(|mail| is_settled(mail)) {
        return None;
    }
    let arrived = theirs.iter().filter(|mail| words_of(mail).say(ARRIVED)).find_map(|mail| day_of(mail));
    let told = theirs.iter().find_map(|mail| told_window(mail, ordered, arrived));
    if told.is_none() && is_final(mail) {
        return None;
    }
    let (until, why) = told.unwrap_or_else(|| {
        (
            plus_days(arrived.unwrap_or(ordered), WITHDRAWAL),
            format!("{WITHDRAWAL} days, as the law gives at a distance"),
        )
    });
    if until < scene.today || scene.taught("keep-it", &merchant) {
        return None;
    }
    let from = Sender::of(mail);
    let paid = scene.payments.iter().find(|paid| {
        (-2..=7).contains(&days_between(ordered, paid.day)) && paid.amount.micros < 0 && from.is(&paid.merchant)
    });
    let amount = price(&thing.json).or_else(|| paid.map(|paid| paid.amount.size()))?;
    let item = item(&thing.json).unwrap_or_default();
    let title = if item.is_empty() { &name } else { &item }.clone();
    let what = if item.is_empty() { format!("your order from {name}") } else { item.clone() };
    let payload = MoneyCard::ReturnWindow {
        merchant: name.clone(),
        item,
        amount: amount.decimal(),
        currency: amount.currency.clone(),
        until,
    };
    let left = days_between(scene.today, until);
    let mut reckoning = vec![Step::of(&mail.record, "Ordered", said(ordered, scene.today))];
    reckoning.extend(arrived.map(|day| Step::new("Arrived", said(day, scene.today))));
    reckoning.push(Step::new("May be sent back for", why));
    reckoning.push(Step::new("Until", format!("{}, in {left} days", said(until, scene.today))));
    let title = short(&format!("{}: {left} days left to send it back", short(&title, 30)), 60);
    let body =
        format!("Hello,\n\nI withdraw from my order {number} of {ordered}. Please tell me how to send it back.\n");
    let mut actions = scene.reach(&merchant, &format!("Return of order {number}"), &body);
    actions.push(entry(scene, until, &format!("Last day to return: {what}")));
    let evidence = theirs.iter().map(|mail| mail.record.clone());
    Some(Finding {
        key: vec![
            "return-window".to_owned(),
            merchant.key.clone(),
            if number.is_empty() { ordered.to_string() } else { number },
        ],
        summary: format!("{name} takes it back until {}: {amount}.", said(until, scene.today)),
        reckoning,
        evidence: evidence.chain(paid.map(|paid| paid.record.clone())).collect(),
        urgency: if left <= 3 { Urgency::High } else { Urgency::Low },
        due: scene.at(until),
        expires: scene.at(plus_days(until, 1)),
        utility: if left <= 5 { 0.5 } else { 0.25 },
        actions,
        about: merchant.key.clone(),
        wrong: wrong("I keep it", "keep-it", format!("What {name} sells is kept.")),
        ..Finding::new(payload.into(), title)
    })
}

const ARRIVED: &str = "delivered|has arrived|was delivered|zugestellt|geliefert|livre|livree|entregado|entregada|consegnato|\
    bezorgd|entregue";

/// Whether the line of what was bought says that it cannot be sent back; of what kinds that goes is said in many mails.
fn is_final(mail: &Mail) -> bool {
    const FINAL: &str = "final sale|sale is final|sales are final|cannot be returned|can t be returned|cant be returned|\
        non returnable|not returnable|no returns|umtausch ausgeschlossen|ruckgabe ausgeschlossen|nicht zuruckgegeben werden|ni repris ni echange|\
        non retournable|no admite devolucion*|sin devolucion|non restituibile|niet retourneren|geen retour";
    const SHUT_OUT: &str = "ausgeschlossen|excluded|exclu|exclue|exclus|excluido|excluida|escluso|esclusa|uitgesloten";
    let priced = mail.text.lines().filter(|line| !amounts(line).is_empty());
    priced.map(Words::of).any(|line| line.say(FINAL) || (line.say(RETURN) && line.say(SHUT_OUT)))
}

/// Sent back already, or cancelled.
fn is_settled(mail: &Mail) -> bool {
    let settled = "received your return|return label|your return|refund|refunded|cancelled|canceled|storniert|retourenschein|\
        ihre retoure|deine retoure|annulee|votre retour|cancelado|annullato|geannuleerd|your refund|reembolso|rimborso";
    Words::of(&mail.subject).say(settled)
}

fn says_number(mail: &Mail, number: &str) -> bool {
    mail.subject.contains(number) || mail.text.contains(number)
}

/// The window that a mail tells, and how.
fn told_window(mail: &Mail, ordered: Date, arrived: Option<Date>) -> Option<(Date, String)> {
    const DAYS: [&str; 8] = ["day", "tag", "jour", "dia", "giorn", "dag", "calendar", "kalendertag"];
    sentences(mail).into_iter().filter(|sentence| Words::of(sentence).say(RETURN)).find_map(|sentence| {
        let told = day_of(mail).unwrap_or(ordered);
        if let Some(until) = days(sentence, told).into_iter().find(|day| (3..=LONGEST).contains(&days_between(ordered, *day))) {
            return Some((until, short(sentence, 80)));
        }
        let count = number_before(sentence, &DAYS).filter(|count| (5..=LONGEST).contains(count))?;
        // Who says nothing else means: from when one has it.
        let bought = "of purchase|of buying|of order*|of your order|purchase date|order date|ab kauf*|ab bestell*|\
            nach kauf|nach bestell*|kaufdatum|bestelldatum|date d achat|de l achat|de commande|de compra|de la compra|del pedido|d acquisto|\
            dell acquisto|dell ordine|aankoop*|bestelling";
        let from = arrived.filter(|_| !Words::of(sentence).say(bought)).unwrap_or(ordered);
        Some((plus_days(from, count), short(sentence, 80)))
    })
}

/// A name, of a text or of an object that has one.
fn text_of(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => Some(text.as_str()),
        Value::Object(object) => object.get("name").and_then(Value::as_str),
        _ => None,
    };
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn price(order: &Value) -> Option<Money> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_f64().map(|number| format!("{number:.2}")),
        Value::String(text) => Some(text.clone()),
        _ => None,
    };
    let price = order.get("price").or_else(|| order.get("totalPrice")).and_then(number)?;
    Money::parse(&price, order.get("priceCurrency").and_then(Value::as_str).unwrap_or_default())
}

/// What was bought, where the order says it.
fn item(order: &Value) -> Option<String> {
    let offered = ["acceptedOffer", "orderedItem", "itemOffered"].iter().find_map(|name| order.get(*name))?;
    let first = offered.as_array().map_or(Some(offered), |all| all.first())?;
    let inner = ["itemOffered", "orderedItem"].iter().find_map(|name| first.get(*name)).unwrap_or(first);
    text_of(Some(inner))
}

const GUARANTEE: &str = "guarantee|guaranteed|warranty|garantie|gewahrleistung|garantia|garanzia";

/// The end of a guarantee of years, from the day of the receipt that tells of it.
fn years_from(mail: &Mail, bought: Date) -> Option<Date> {
    const YEARS: [&str; 5] = ["year", "jahr", "ans", "ano", "anni"];
    let sentence = sentences(mail).into_iter().find(|sentence| Words::of(sentence).say(GUARANTEE))?;
    let years =
        number_before(sentence, &YEARS).filter(|years| (1..=10).contains(years) && !amounts(&mail.text).is_empty())?;
    bought.checked_add(jiff::Span::new().try_years(years).ok()?).ok()
}

/// A guarantee of which a mail tells the end, when it is near.
fn warranty(scene: &Scene<'_>, mail: &Mail) -> Option<Finding> {
    let told = day_of(mail).filter(|_| !mail.sent && !mail.bulk)?;
    let certified = Words::of(&mail.subject).say(GUARANTEE);
    let until = if certified { days(&mail.text, told).into_iter().max()? } else { years_from(mail, told)? };
    let left = days_between(scene.today, until);
    if !(0..=AHEAD).contains(&left) || days_between(told, until) < 180 {
        return None;
    }
    let merchant = Merchant::of(mail.from.shown());
    let name = mail.from.shown().to_owned();
    let order = scene.things.iter().find(|thing| thing.record == mail.record).and_then(|thing| item(&thing.json));
    let item = order.unwrap_or_else(|| mail.subject.rsplit(": ").next().unwrap_or_default().to_owned());
    let payload = MoneyCard::Warranty { merchant: name.clone(), item: item.clone(), until };
    let mut actions = vec![entry(scene, until, &format!("Guarantee ends: {item}"))];
    actions.extend(scene.reach(&merchant, "Guarantee", "Hello,\n\nI have a question on my guarantee.\n"));
    Some(Finding {
        key: vec!["warranty".to_owned(), mail.record.to_string()],
        summary: format!("{name} guarantees it until {}. Is anything broken?", said(until, scene.today)),
        reckoning: vec![
            Step::of(&mail.record, if certified { "The certificate" } else { "Bought" }, said(told, scene.today)),
            Step::new("Ends", format!("{}, in {left} days", said(until, scene.today))),
        ],
        evidence: vec![mail.record.clone()],
        due: scene.at(until),
        expires: scene.at(plus_days(until, 1)),
        utility: 0.4,
        actions,
        about: merchant.key,
        ..Finding::new(payload.into(), short(&format!("A guarantee ends: {item}"), 60))
    })
}
