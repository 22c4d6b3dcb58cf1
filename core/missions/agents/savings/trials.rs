//! Trials that soon cost money.

use super::{
    Scene,
    bills::Bill,
    cadence::{days_between, plus_days},
    entry,
    lines::Words,
    post::{Sender, amounts, day_of, days, number_before, sentences, words_of},
    said, short, wrong,
};
use crate::{
    missions::{
        card::{Finding, Step, Urgency},
        payload::money::MoneyCard,
    },
    profile::life::{Mail, Merchant, Money},
};

/// A card comes so many days before the end.
const AHEAD: i32 = 14;
/// The longest trial, days.
const LONGEST: i32 = 120;

const TRIAL: &str = "trial|free trial|trial period|probeabo*|probezeitraum|probemonat|testphase|testzeitraum|testabo*|\
    kostenlos testen|essai|essai gratuit|periode d essai|prueba gratuita|periodo de prueba|prueba gratis|prova gratuita|\
    periodo di prova|proefperiode|proefabonnement|gratis proberen|teste gratis|periodo experimental|avaliacao gratuita";
const ENDS: &str = "ends|end|ending|expires|expire|over|until|renews|renew|starts|convert*|after that|endet|lauft ab|ablauf*|\
    bis|verlangert|se termine|prend fin|expire|jusqu|termina|finaliza|vence|hasta|scade|finisce|fino|eindigt|loopt af|tot|\
    acaba|ate|begins|cancel before|cancel by|day|days|tage|jours|dias|giorni|dagen";
const OVER: &str = "cancelled|canceled|has ended|gekundigt|beendet|annule|resilie|cancelado|cancelada|annullat*|opgezegd|\
    cancelamento";

/// All of it: one a merchant, by the newest mail.
pub fn find(scene: &Scene<'_>, bills: &[Bill<'_>]) -> Vec<Finding> {
    let mut found: Vec<(String, Option<Finding>)> = Vec::new();
    for mail in scene.mails.iter().rev().filter(|mail| !mail.sent) {
        let Some(told) = day_of(mail).filter(|day| (0..=LONGEST).contains(&scene.ago(*day))) else { continue };
        // Newsletters praise trials; what is one's own says so in its subject or to nobody else.
        let says = Words::of(&mail.subject).say(TRIAL);
        if !(says || (!mail.bulk && words_of(mail).say(TRIAL))) {
            continue;
        }
        let from = Sender::of(mail);
        let merchant = bills.iter().map(|bill| bill.merchant).find(|merchant| from.is(merchant));
        let merchant = merchant.cloned().unwrap_or_else(|| Merchant::of(mail.from.shown()));
        if found.iter().any(|(key, _)| *key == merchant.key) {
            continue;
        }
        let over = words_of(mail).say(OVER) && !says_end(mail);
        let finding = if over { None } else { trial(scene, mail, told, &merchant) };
        if over || finding.is_some() {
            found.push((merchant.key.clone(), finding));
        }
    }
    found.into_iter().filter_map(|(_, finding)| finding).collect()
}

fn says_end(mail: &Mail) -> bool {
    sentences(mail).into_iter().any(|sentence| {
        let words = Words::of(sentence);
        words.say(TRIAL) && words.say("ends|expires|endet|lauft ab|se termine|termina|scade|eindigt")
    })
}

fn trial(scene: &Scene<'_>, mail: &Mail, told: jiff::civil::Date, merchant: &Merchant) -> Option<Finding> {
    const DAYS: [&str; 7] = ["day", "tag", "tagig", "jour", "dia", "giorn", "dag"];
    let about: Vec<&str> = sentences(mail).into_iter().filter(|sentence| Words::of(sentence).say(TRIAL)).collect();
    let dated = about.iter().filter(|sentence| Words::of(sentence).say(ENDS)).find_map(|sentence| {
        days(sentence, told).into_iter().find(|day| (0..=LONGEST).contains(&days_between(told, *day)))
    });
    let whole = || days(&mail.text, told).into_iter().find(|day| (1..=LONGEST).contains(&days_between(told, *day)));
    let counted =
        || about.iter().find_map(|sentence| number_before(sentence, &DAYS)).map(|count| plus_days(told, count));
    let until = dated.or_else(whole).or_else(counted)?;
    let left = days_between(scene.today, until);
    if !(0..=AHEAD).contains(&left) || scene.taught("trial-wanted", merchant) {
        return None;
    }
    let amount = amounts(&mail.text).into_iter().find(|amount| amount.micros > 0);
    let payload = MoneyCard::Trial {
        merchant: merchant.name.clone(),
        until,
        amount: amount.as_ref().map(Money::decimal),
        currency: amount.as_ref().map(|amount| amount.currency.clone()),
    };
    let name = &merchant.name;
    let then = amount.as_ref().map_or_else(|| "it costs money".to_owned(), |amount| format!("it costs {amount}"));
    let when = match left {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("in {left} days"),
    };
    let mut reckoning = vec![Step::of(&mail.record, said(told, scene.today), short(&mail.subject, 80))];
    reckoning.push(Step::new("Ends", format!("{}, {when}", said(until, scene.today))));
    reckoning.extend(amount.as_ref().map(|amount| Step::of(&mail.record, "Then", amount.to_string())));
    let mut actions = scene.reach(
        merchant,
        "Cancellation of my trial",
        "Hello,\n\nplease end my trial; I do not want the subscription that follows it.\n",
    );
    actions.push(entry(scene, plus_days(until, -1), &format!("Cancel the trial of {name}")));
    Some(Finding {
        key: vec!["trial".to_owned(), merchant.key.clone(), until.to_string()],
        summary: format!("It ends on {}; after that {then}.", said(until, scene.today)),
        reckoning,
        evidence: vec![mail.record.clone()],
        urgency: if left <= 3 { Urgency::High } else { Urgency::Medium },
        due: scene.at(until),
        expires: scene.at(plus_days(until, 1)),
        utility: 0.8,
        actions,
        about: merchant.key.clone(),
        wrong: wrong("I want it", "trial-wanted", format!("The trial of {name} is to go on.")),
        ..Finding::new(payload.into(), short(&format!("Your {name} trial ends {when}"), 60))
    })
}
