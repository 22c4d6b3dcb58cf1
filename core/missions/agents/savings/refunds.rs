//! Refunds that never came: a mail promises one, or confirms that something was sent back, and no credit follows in its time.

use jiff::civil::Date;

use super::{
    Scene,
    amounts::apart,
    cadence::{days_between, plus_days},
    dated,
    lines::Words,
    post::{Sender, amounts, day_of, number_before, sentences, words_of},
    said, short, wrong,
};
use crate::{
    missions::{
        card::{Finding, Step, Urgency},
        payload::money::MoneyCard,
    },
    profile::life::{Mail, Merchant, Money, Payment},
};

/// Days for which a promise is looked after.
const OPEN: i32 = 366;
/// Days in which a refund comes where no time is promised: EU law allows 14 after a withdrawal.
const USUAL: i32 = 14;
/// Days that banks take on top.
const BANK: i32 = 3;
/// Days until a parcel sent back has been looked at.
const PARCEL: i32 = 14;

const REFUND: &str = "refund|refunded|refunds|refunding|money back|reimburse*|erstatt*|ruckerstatt*|rueckerstatt*|zuruckerstatt*|gutschrift|\
    gutgeschrieben|remboursement|rembours*|reembols*|devolucion del importe|rimbors*|terugbetal*|terugstort*|estorno|\
    credit your card|credited to|back to your original payment|original payment method|original form of payment|\
    ursprungliche zahlungs*|moyen de paiement|medio de pago|metodo di pagamento|we will pay|we ll pay|compensation|\
    entschadigung|indemnisation|indemnizacion|indennizzo|compensatie";
const RETURNED: &str = "received your return|got your return|your return is here|your return has reached|\
    your return has been received|return has arrived|return received|return is registered|return registered|return confirmed|return confirmation|are back with us|retoure erhalten|retoure eingegangen|\
    retoure ist|rucksendung erhalten|ruecksendung erhalten|rucksendung ist|rucksendung eingegangen|retour recu|retour enregistre|\
    votre retour|devolucion recibida|hemos recibido tu devolucion|hemos recibido su devolucion|tu devolucion|reso ricevuto|\
    il tuo reso|retour ontvangen|je retour|recebemos a sua devolucao|your return label|return label|retourenschein|\
    retourenlabel|etiquette de retour|etiqueta de devolucion";
const PROMISED: &str = "will|within|has been|have been|have issued|we have|issued|processed|approved|you ll|shall|innerhalb|\
    wird|werden|wurde|wurden|haben|sera|serez|avons|nous|sous|dans|a ete|sera|hemos|se ha|recibiras|en un plazo|en los|\
    sara|abbiamo|riceverai|entro|binnen|wordt|ontvang*|iremos|sera|prazo|is on its way|on the way";
/// What is given in another way than money.
const NO_MONEY: &str = "next bill|next invoice|next statement|next order|next purchase|nachsten rechnung|nachste rechnung|\
    nachsten bestellung|nachsten einkauf|prochaine facture|prochaine commande|proxima factura|proximo pedido|\
    prossima fattura|prossimo ordine|volgende factuur|volgende bestelling|kundenkonto|store credit|shop credit|gift card|\
    voucher|gutschein|bon d achat|cheque regalo|buono|tegoed|cadeaubon";
/// What only speaks of refunds as such, or says that none is due.
const NOT: &str = "refund policy|no refund|non refundable|nonrefundable|not refundable|cannot refund|can t refund|\
    free cancellation|refundable until|full refund if|eligible for a refund|to request a refund|request a refund|\
    money back guarantee|nicht erstattungsfahig|keine erstattung|non remboursable|no reembolsable|non rimborsabile|\
    tax refund|claim a refund|entitled to a refund";

/// A promise of money.
struct Promise<'a> {
    mails: Vec<&'a Mail>,
    merchant: Merchant,
    amount: Money,
    told: Date,
    until: Date,
    /// What was paid, where it is known.
    paid: Option<&'a Payment>,
}

/// All of it.
pub fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut promises: Vec<Promise<'_>> = Vec::new();
    for mail in scene.mails.iter().filter(|mail| !mail.sent) {
        let Some(promise) = promise(scene, mail) else { continue };
        let same = |other: &&mut Promise<'_>| {
            other.merchant.key == promise.merchant.key && other.amount.micros == promise.amount.micros
        };
        match promises.iter_mut().find(same) {
            // Said again, the time runs from when it was first said, but for a label that was only printed.
            Some(other) => {
                other.mails.push(mail);
                other.until = other.until.min(promise.until).max(other.told);
            }
            None => promises.push(promise),
        }
    }
    let missing = promises.iter().filter(|promise| promise.until < scene.today && !is_kept(scene, promise));
    missing.filter_map(|promise| finding(scene, promise)).collect()
}

/// What a mail promises.
fn promise<'a>(scene: &Scene<'a>, mail: &'a Mail) -> Option<Promise<'a>> {
    let told = day_of(mail).filter(|day| (0..=OPEN).contains(&scene.ago(*day)))?;
    let words = words_of(mail);
    let returned = words.say(RETURNED);
    let speaks = returned || (!mail.bulk && words.say(REFUND));
    if !speaks || words.say(NOT) {
        return None;
    }
    let merchant = sender(scene, mail);
    let sentence = sentences(mail).into_iter().find(|sentence| {
        let words = Words::of(sentence);
        words.say(REFUND) && !words.say(NO_MONEY) && (words.say(PROMISED) || !amounts(sentence).is_empty())
    });
    if sentence.is_none() && !returned {
        return None;
    }
    let named = sentence.and_then(|sentence| amounts(sentence).into_iter().next());
    let named = named.or_else(|| amounts(&mail.text).into_iter().last());
    let paid = paid_before(scene, &merchant, told, named.as_ref());
    let amount = named.or_else(|| paid.map(|paid| paid.amount.size()))?;
    let text = sentence.map_or(mail.text.as_str(), |sentence| sentence);
    let usual = if sentence.is_some() { USUAL } else { USUAL + PARCEL };
    let until = plus_days(told, allowed(text).or_else(|| allowed(&mail.text)).unwrap_or(usual) + BANK);
    Some(Promise { mails: vec![mail], merchant, amount, told, until, paid })
}

/// The days that a text allows: `within 10 working days`.
fn allowed(text: &str) -> Option<i32> {
    const DAYS: [&str; 11] =
        ["day", "tag", "werktag", "arbeitstag", "jour", "dia", "giorn", "dag", "werkdag", "business", "working"];
    let days = number_before(text, &DAYS)?;
    let words = Words::of(text);
    let working = "working|business|werktag*|arbeitstag*|ouvres|ouvrables|habiles|laborables|lavorativi|werkdag*|uteis";
    Some(if words.say(working) { days * 7 / 5 + 2 } else { days }).filter(|days| *days <= 90)
}

/// Who sends a mail, as payments name them; else as the mail does.
fn sender(scene: &Scene<'_>, mail: &Mail) -> Merchant {
    let from = Sender::of(mail);
    let known = scene.payments.iter().rev().find(|paid| from.is(&paid.merchant));
    known.map_or_else(|| Merchant::of(mail.from.shown()), |paid| paid.merchant.clone())
}

/// What was paid to this merchant before, of this amount where it is told.
fn paid_before<'a>(scene: &Scene<'a>, merchant: &Merchant, told: Date, amount: Option<&Money>) -> Option<&'a Payment> {
    scene.payments.iter().rev().find(|paid| {
        paid.amount.micros < 0
            && paid.merchant.key == merchant.key
            && (0..=120).contains(&days_between(paid.day, told))
            && amount.is_none_or(|amount| paid.amount.micros == -amount.micros)
    })
}

/// Whether a credit keeps a promise, or several of the merchant's together.
fn is_kept(scene: &Scene<'_>, promise: &Promise<'_>) -> bool {
    let refund = "refund|erstattung|ruckerstattung|gutschrift|remboursement|reembolso|devolucion|rimborso|terugbetaling|\
        estorno|reversal|chargeback|credit voucher|retour|return";
    let senders: Vec<Sender> = promise.mails.iter().map(|mail| Sender::of(mail)).collect();
    // A bank that changes money may round it.
    let fits = |size: i64| apart(size, promise.amount.micros) <= 30;
    let mut theirs_together = 0_i64;
    let since = scene.payments.iter().filter(|credit| days_between(promise.told, credit.day) >= -5);
    since.filter(|credit| credit.amount.micros > 0).any(|credit| {
        let size = credit.amount.micros;
        let theirs =
            credit.merchant.key == promise.merchant.key || senders.iter().any(|sender| sender.is(&credit.merchant));
        let currencies = [credit.amount.currency.as_str(), promise.amount.currency.as_str()];
        // Nobody can compare two currencies.
        if !currencies.contains(&"") && currencies.first() != currencies.last() {
            return theirs;
        }
        if theirs {
            theirs_together = theirs_together.saturating_add(size);
        }
        (theirs && fits(theirs_together))
            || (fits(size) && (theirs || size == promise.amount.micros || Words::of(&credit.descriptor).say(refund)))
    })
}

fn finding(scene: &Scene<'_>, promise: &Promise<'_>) -> Option<Finding> {
    let (amount, name) = (&promise.amount, &promise.merchant.name);
    if scene.taught("refund-settled", &promise.merchant) {
        return None;
    }
    let payload = MoneyCard::MissingRefund {
        merchant: name.clone(),
        amount: amount.decimal(),
        currency: amount.currency.clone(),
        since: promise.told,
    };
    let late = days_between(promise.until, scene.today);
    let mut reckoning = Vec::new();
    reckoning.extend(
        promise
            .paid
            .map(|paid| Step::of(&paid.record, format!("Paid on {}", said(paid.day, scene.today)), amount.to_string())),
    );
    reckoning.extend(
        promise.mails.iter().filter_map(|mail| {
            Some(Step::of(&mail.record, said(day_of(mail)?, scene.today), short(&mail.subject, 80)))
        }),
    );
    reckoning.push(Step::new("It should have come by", said(promise.until, scene.today)));
    reckoning.push(Step::new("Credits of that amount since", "none"));
    let evidence = promise.paid.map(|paid| paid.record.clone()).into_iter();
    let body = format!(
        "Hello,\n\non {} you told me of a refund of {amount}. As of today, {}, it has not reached my account. Please tell \
         me when it was sent, or send it now.\n",
        dated(promise.told),
        dated(scene.today)
    );
    Some(Finding {
        key: vec![
            "missing-refund".to_owned(),
            promise.merchant.key.clone(),
            amount.decimal(),
            promise.told.to_string(),
        ],
        summary: format!(
            "{name} told you of {amount} on {}. It is {late} days late, and your account shows no such credit.",
            said(promise.told, scene.today)
        ),
        reckoning,
        evidence: evidence.chain(promise.mails.iter().map(|mail| mail.record.clone())).collect(),
        urgency: Urgency::High,
        due: scene.at(promise.until),
        utility: 0.9,
        actions: scene.reach(&promise.merchant, "My refund", &body),
        about: promise.merchant.key.clone(),
        wrong: wrong("It is settled", "refund-settled", format!("The refund of {name} is settled.")),
        ..Finding::new(payload.into(), short(&format!("{name} still owes you {amount}"), 60))
    })
}
