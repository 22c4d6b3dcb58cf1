//! Every kind of card from outside: a few records that make one, and a few that look alike and make none.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use jiff::{civil::Date, tz::TimeZone};
use ownyou::{
    missions::{feedback::Lessons, hands::World, run::look_all},
    profile::{
        Edits, Profile, classify,
        ikigai::{Weights, reflect},
        life::Life,
    },
    record::Record,
};
use serde_json::{Value, json};

/// A Monday.
const NOW: &str = "2026-11-16T08:00:00+01:00";
const ME: &str = "Mia Wolf <mia@wolf.example>";

fn record(mut value: Value) -> Record {
    let id = value.to_string();
    value["id"] = json!(id);
    serde_json::from_value(value).unwrap()
}

fn mail(day: &str, from: &str, subject: &str, body: &str) -> Record {
    labelled(day, from, subject, body, "Inbox")
}

fn labelled(day: &str, from: &str, subject: &str, body: &str, label: &str) -> Record {
    record(json!({"source": "email", "time": format!("{day}T09:00:00+01:00"), "from": from, "to": [ME],
        "subject": subject, "body": body, "labels": [label]}))
}

fn sent(day: &str, to: &str, subject: &str, body: &str) -> Record {
    record(json!({"source": "email", "time": format!("{day}T10:00:00+01:00"), "from": ME, "to": [to],
        "subject": subject, "body": body, "labels": ["Sent"]}))
}

fn paid(day: &str, line: &str, amount: &str) -> Record {
    record(json!({"source": "transaction", "time": format!("{day}T00:00:00+01:00"), "descriptor": line,
        "amount": amount, "currency": "EUR"}))
}

fn visit(day: &str, url: &str, title: &str) -> Record {
    record(json!({"source": "history", "time": format!("{day}T20:00:00+01:00"), "url": url, "title": title}))
}

fn event(day: &str, from: &str, to: &str, title: &str, location: &str, with: &[&str]) -> Record {
    record(json!({"source": "calendar", "time": format!("{day}T{from}:00+01:00"), "title": title,
        "start": format!("{day}T{from}:00+01:00"), "end": format!("{day}T{to}:00+01:00"), "location": location,
        "attendees": with}))
}

/// The 5th of each of the last months, the newest last.
fn months(count: i8) -> impl Iterator<Item = String> {
    (0..count).map(move |ago| Date::new(2026, 12 - count + ago, 5).unwrap().to_string())
}

fn monthly(line: &'static str, amount: &'static str) -> impl Iterator<Item = Record> {
    months(8).map(move |day| paid(&day, line, amount))
}

/// A booking of flights there and back.
fn flights(told: &str, number: &str, [from, to]: [&str; 2], [out, back]: [&str; 2]) -> Record {
    let body = format!(
        "Your booking reference is {number}.\n\nOutbound\nLH123 - {from} to {to}\n{out}, departs 10:15, arrives 13:10\n\n\
         Return\nLH124 - {to} to {from}\n{back}, departs 18:30, arrives 21:20"
    );
    mail(told, "Lufthansa <noreply@lufthansa.example>", &format!("Your booking confirmation {number}"), &body)
}

/// The payloads of a kind that these records come to.
fn cards(records: &[Record], kind: &str) -> Vec<Value> {
    // Whose they are, and that pages are looked at, is told by others than those in question.
    let mut all = vec![sent("2026-11-14", "Pia Roth <pia@roth.example>", "Hi", "See you soon")];
    all.extend(records.iter().cloned());
    let (now, life) = (NOW.parse().unwrap(), Life::of(&all));
    let lessons = Lessons::default();
    let mut profile = Profile::default();
    all.iter().for_each(|record| profile.add(&record.id, record.source, record.time, &classify(record)));
    let segments = profile.segments(&Edits::default());
    let ikigai = reflect(&life, &segments, Weights::default(), now);
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let world =
        World { life: &life, ikigai: &ikigai, segments: &segments, memories: &[], lessons: &lessons, zone: &zone };
    let found = look_all(world, now).into_iter().filter(|(_, one)| one.shows.is_none_or(|shows| shows <= now));
    let payloads = found.map(|(_, one)| serde_json::to_value(&one.payload).unwrap());
    payloads.filter(|payload| payload["kind"] == kind).collect()
}

/// Of `kind`, `records` make this one card, and none of those that look alike makes any.
fn only(kind: &str, records: &[Record], expected: Value, alike: &[Vec<Record>]) {
    let found = cards(records, kind);
    assert_eq!(found.len(), 1, "{kind}: {found:#?}");
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(found[0][field], *value, "{kind}: {:#?}", found[0]);
    }
    for (at, records) in alike.iter().enumerate() {
        assert_eq!(cards(records, kind), Vec::<Value>::new(), "{kind}: number {at} of what looks alike");
    }
}

const BEN: &str = "Ben Ode <ben@ode.example>";

#[test]
fn an_evening_with_a_friend() {
    let dinner = |day: &str| event(day, "19:00", "22:00", "Dinner with Ben", "Trattoria Luigi, Gasse 3", &[BEN]);
    let (first, last) = (dinner("2026-08-14"), dinner("2026-09-25"));
    let talk = |day: &str| {
        let crowd: Vec<String> = (0..9).map(|at| format!("Guest Number{at} <g{at}@hall.example>")).collect();
        let crowd: Vec<&str> = crowd.iter().map(String::as_str).collect();
        event(day, "19:00", "21:00", "Talk", "Town hall, Gasse 9", &crowd)
    };
    only(
        "evening",
        &[first.clone(), last.clone()],
        json!({"name": "Ben Ode", "date": "2026-11-20", "place": "Trattoria Luigi"}),
        &[
            vec![first.clone(), last.clone(), dinner("2026-11-27")],
            vec![first, dinner("2026-11-06")],
            vec![last],
            vec![talk("2026-08-14"), talk("2026-09-25")],
        ],
    );
    // Where one ate on a journey is too far.
    let away = record(json!({"source": "calendar", "title": "Rome!", "start": "2026-09-01", "end": "2026-09-06",
        "location": "Rome, Italy"}));
    let rome = event("2026-09-03", "19:00", "22:00", "Dinner", "Trattoria Enzo, Rome", &[BEN]);
    let cinema = event("2026-10-03", "19:00", "22:00", "Cinema", "", &[BEN]);
    assert_eq!(cards(&[away, rome, cinema], "evening")[0]["place"], "");
}

#[test]
fn a_guarantee_that_ends() {
    let shop = "Kaffeehaus Nord <service@kaffeehaus.example>";
    let certificate = |day: &str, subject: &str, body: &str| vec![mail(day, shop, subject, body)];
    only(
        "warranty",
        &certificate(
            "2024-12-20",
            "Your guarantee: Siebträger Uno",
            "Bought 20 December 2024, guaranteed until 20 December 2026.",
        ),
        json!({"item": "Siebträger Uno", "until": "2026-12-20"}),
        &[
            certificate(
                "2026-11-10",
                "Our best price guarantee: all of December",
                "Until 20 December 2026 nobody is cheaper.",
            ),
            certificate("2024-12-20", "Garantie: Mühle", "Garantie bis 20.12.2029"),
            certificate("2024-12-20", "Garantie: Mühle", "Garantie bis 01.11.2026"),
            certificate(
                "2024-12-20",
                "Guarantee",
                "Guaranteed until 20 December 2026. Unsubscribe: https://k.example/u",
            ),
        ],
    );
    let german = certificate("2024-12-20", "Ihre Garantie: Mühle", "Sie haben Garantie bis zum 20.12.2026.");
    assert_eq!(cards(&german, "warranty")[0]["until"], "2026-12-20");
    let receipt = |years: &str| {
        let body =
            format!("Thank you for your order. Bosch dishwasher SMS4: £449.00. It comes with {years} guarantee.");
        cards(&certificate("2024-12-15", "Your order 5512", &body), "warranty")
    };
    assert_eq!(receipt("a 2 year")[0]["until"], "2026-12-15");
    assert_eq!(receipt("a 5 year"), Vec::<Value>::new());
    assert_eq!(receipt("our best price"), Vec::<Value>::new());
}

#[test]
fn what_is_paid_and_not_used() {
    let charges = || monthly("FILMKISTE.DE STREAMING", "-9.99");
    let page = |day: &str| visit(day, "https://www.filmkiste.de/watch/1", "Filmkiste");
    let others =
        || vec![visit("2026-11-14", "https://news.example/a", "News"), visit("2026-11-10", "https://b.example/", "B")];
    let with = |days: &[&str]| charges().chain(others()).chain(days.iter().map(|day| page(day))).collect::<Vec<_>>();
    only(
        "unused",
        &with(&["2026-06-01", "2026-07-20"]),
        json!({"amount": "9.99", "cadence": "monthly", "since": "2026-07-20"}),
        &[
            with(&["2026-06-01", "2026-11-02"]),
            // Nothing ever told of its use, or nobody looks at pages any more.
            with(&[]),
            charges().chain([page("2026-06-01"), page("2026-07-20")]).collect(),
        ],
    );
    let gym = |days: &[&str], subject: &str, text: &str| {
        let told = days.iter().map(|day| mail(day, "Eisenwerk <studio@eisenwerk.example>", subject, text));
        let other = mail("2026-11-12", "Pia Roth <pia@roth.example>", "Tea", "On Friday?");
        monthly("EISENWERK FITNESS", "-34.90").chain(told).chain([other]).collect::<Vec<_>>()
    };
    let often = ["2026-04-20", "2026-05-04", "2026-05-18", "2026-06-01"];
    only(
        "unused",
        &gym(&often, "You checked in", "Have a good workout."),
        json!({"amount": "34.90", "since": "2026-06-01"}),
        &[
            gym(&["2026-05-04", "2026-06-01", "2026-10-01", "2026-11-09"], "You checked in", "Have a good workout."),
            gym(&often, "Your invoice", "We have charged €34.90."),
            // Two letters to begin with are no habit.
            gym(&["2026-04-20", "2026-04-21"], "Welcome", "Good to have you."),
        ],
    );
}

#[test]
fn two_that_do_the_same() {
    let with = |line| monthly("SPOTIFY P1 STOCKHOLM", "-11.99").chain(monthly(line, "-10.99")).collect::<Vec<_>>();
    let ended = |day: &String| day.as_str() < "2026-08-01";
    let before = months(8).filter(ended).map(|day| paid(&day, "DEEZER PARIS", "-10.99"));
    only(
        "overlap",
        &with("DEEZER PARIS"),
        json!({"what": "music", "amount": "131.88", "currency": "EUR"}),
        &[with("NETFLIX.COM"), monthly("SPOTIFY P1 STOCKHOLM", "-11.99").chain(before).collect()],
    );
}

const HAMBURG: &str = "Hamburg (HAM)";
const LISBON: &str = "Lisbon (LIS)";

#[test]
fn what_was_taken_the_last_time() {
    let past =
        || flights("2025-10-10", "AAA111", [HAMBURG, LISBON], ["Thursday 20 November 2025", "Monday 24 November 2025"]);
    let coming =
        || flights("2026-10-01", "BBB222", [HAMBURG, LISBON], ["Sunday 22 November 2026", "Thursday 26 November 2026"]);
    let later =
        flights("2026-10-01", "BBB222", [HAMBURG, LISBON], ["Sunday 20 December 2026", "Thursday 24 December 2026"]);
    let list = |day: &str| sent(day, ME, "Packing for Lisbon", "- sunglasses\n- adapter\n");
    only(
        "packing",
        &[past(), list("2025-11-15"), coming()],
        json!({"destination": "Lisbon", "start": "2026-11-22", "things": ["sunglasses", "adapter"]}),
        &[vec![past(), coming()], vec![past(), list("2025-11-15"), later], vec![past(), list("2025-06-01"), coming()]],
    );
}

#[test]
fn letters_that_wait_and_letters_that_nobody_opens() {
    let letter = |day: &str, label: &str| {
        let body = "This week: rye.\n\nUnsubscribe: https://loaf.example/unsubscribe";
        labelled(day, "The Loaf <hi@loaf.example>", &format!("Bread of {day}"), body, label)
    };
    let letters = |labels: [&str; 4]| {
        let days = ["2026-10-05", "2026-10-19", "2026-11-02", "2026-11-12"];
        days.iter().zip(labels).map(|(day, label)| letter(day, label)).collect::<Vec<_>>()
    };
    let friend = |day: &str| labelled(day, BEN, "Bread?", "How is yours?", "Unread");
    only(
        "newsletter",
        &letters(["Opened", "Opened", "Opened", "Unread"]),
        json!({"name": "The Loaf", "unread": ["Bread of 2026-11-12"]}),
        &[
            letters(["Opened", "Opened", "Opened", "Opened"]),
            letters(["Unread", "Unread", "Opened", "Unread"]),
            vec![friend("2026-10-19"), friend("2026-11-12")],
        ],
    );
    only(
        "unsubscribe",
        &letters(["Unread", "Unread", "Unread", "Unread"]),
        json!({"name": "The Loaf", "count": 4}),
        &[
            letters(["Unread", "Opened", "Unread", "Unread"]),
            letters(["Inbox", "Inbox", "Inbox", "Inbox"]),
            letters(["Unread", "Unread", "Unread", "Unread"])[..2].to_vec(),
            ["2026-10-05", "2026-10-19", "2026-11-02"].map(friend).to_vec(),
        ],
    );
}

#[test]
fn what_was_put_away_and_forgotten() {
    let url = "https://essays.example/2026/the-long-winter-of-the-bees";
    let note = |day: &str| sent(day, ME, "The long winter of the bees", url);
    only(
        "saved",
        &[note("2026-09-20")],
        json!({"title": "The long winter of the bees", "url": url, "since": "2026-09-20"}),
        &[
            vec![note("2026-11-10")],
            vec![note("2026-09-20"), visit("2026-10-01", url, "The long winter of the bees")],
            vec![sent("2026-09-20", BEN, "The long winter of the bees", url)],
        ],
    );
}

#[test]
fn a_present_and_who_is_drifting_away() {
    let birthday = |date: &str| {
        record(json!({"source": "contact", "title": "Ben Ode", "birthday": date, "emails": ["ben@ode.example"]}))
    };
    let climbs = |days: &[&str]| {
        days.iter()
            .map(|day| event(day, "18:00", "20:00", "Climbing with Ben", "Boulder hall", &[BEN]))
            .collect::<Vec<_>>()
    };
    let many = ["2026-09-04", "2026-09-18", "2026-10-02", "2026-10-16", "2026-10-30"];
    let with = |date: &str, days: &[&str]| climbs(days).into_iter().chain([birthday(date)]).collect::<Vec<_>>();
    only(
        "gift",
        &with("1990-12-06", &many),
        json!({"name": "Ben Ode", "date": "2026-12-06"}),
        &[with("1990-03-06", &many), with("1990-12-06", &[])],
    );
    let letters = |days: &[&str]| {
        let both = |day: &&str| [sent(day, BEN, "Hi", "How are you?"), mail(day, BEN, "Re: Hi", "Fine! Love, Ben")];
        days.iter().flat_map(both).collect::<Vec<_>>()
    };
    let plan = event("2026-11-28", "12:00", "14:00", "Lunch", "Cafe", &[BEN]);
    let silent = letters(&["2026-05-02", "2026-06-10", "2026-07-20"]);
    only(
        "drifting",
        &silent,
        json!({"name": "Ben Ode", "last": "2026-07-20"}),
        &[
            letters(&["2026-05-02", "2026-06-10", "2026-11-01"]),
            silent.iter().cloned().chain([plan]).collect(),
            ["2026-05-02", "2026-06-10", "2026-07-20"]
                .map(|day| mail(day, "Shop <no-reply@shop.example>", "News", "Buy"))
                .to_vec(),
        ],
    );
}

#[test]
fn what_a_journey_still_needs() {
    let days = |out: &'static str, back: &'static str| [out, back];
    let at = |route, days| flights("2026-10-01", "BBB222", route, days);
    let tomorrow = || at([HAMBURG, LISBON], days("Tuesday 17 November 2026", "Sunday 22 November 2026"));
    let pass =
        mail("2026-11-15", "Lufthansa <noreply@lufthansa.example>", "Your boarding pass for LH123", "Booking BBB222");
    let later = || at([HAMBURG, LISBON], days("Monday 30 November 2026", "Friday 4 December 2026"));
    only(
        "check_in",
        &[tomorrow()],
        json!({"destination": "Lisbon", "number": "LH 123"}),
        &[vec![tomorrow(), pass], vec![later()]],
    );
    let hotel = |from: &str, to: &str| {
        let body = format!(
            "Hotel Mar\nRua Nova 3, 1100 Lisboa, Portugal\n\nCheck-in: {from}\nCheck-out: {to}\nConfirmation number: 3391827364\n1 room"
        );
        mail("2026-10-02", "Booking.com <noreply@booking.example>", "Your reservation in Lisbon is confirmed", &body)
    };
    only(
        "gap",
        &[later(), hotel("Monday 30 November 2026", "Wednesday 2 December 2026")],
        json!({"destination": "Lisbon", "from": "2026-12-02", "to": "2026-12-04"}),
        &[vec![later(), hotel("Monday 30 November 2026", "Friday 4 December 2026")]],
    );
    let passport = |until: &str| {
        sent("2026-08-01", ME, "Papers", &format!("My passport expires on {until}. The car is due in May."))
    };
    let abroad = || at([HAMBURG, "New York (JFK)"], days("Friday 19 February 2027", "Sunday 28 February 2027"));
    only(
        "passport_expiry",
        &[abroad(), passport("30 March 2027")],
        json!({"expires": "2027-03-30", "destination": "New York", "end": "2027-02-28"}),
        &[vec![abroad(), passport("30 March 2031")], vec![later(), passport("30 March 2027")], vec![abroad()]],
    );
}

#[test]
fn two_things_at_one_time() {
    let yoga = || event("2026-11-20", "18:00", "19:30", "Yoga", "", &[]);
    only(
        "clash",
        &[yoga(), event("2026-11-20", "19:00", "21:00", "Parents' evening", "", &[])],
        json!({"first": "Yoga", "second": "Parents' evening", "date": "2026-11-20"}),
        &[
            vec![yoga(), event("2026-11-20", "19:30", "21:00", "Parents' evening", "", &[])],
            vec![yoga(), event("2026-11-21", "18:00", "21:00", "Parents' evening", "", &[])],
            vec![yoga(), yoga()],
        ],
    );
    // A series is in the way too; two series that meet every week are known to.
    let choir = |day: &str| {
        let mut choir = event(day, "18:00", "20:00", "Choir", "", &[]);
        choir.extra.insert("rrule".to_owned(), json!("FREQ=WEEKLY"));
        choir
    };
    let found =
        cards(&[choir("2026-06-05"), event("2026-11-20", "19:30", "21:00", "Parents' evening", "", &[])], "clash");
    assert_eq!(found[0]["date"], "2026-11-20");
    let pilates = |rule: &str| {
        let mut pilates = event("2026-06-05", "19:00", "20:30", "Pilates", "", &[]);
        pilates.extra.insert("rrule".to_owned(), json!(rule));
        pilates
    };
    assert_eq!(cards(&[choir("2026-06-05"), pilates("FREQ=WEEKLY")], "clash"), Vec::<Value>::new());
}

#[test]
fn what_is_missing() {
    let all = [
        paid("2026-11-03", "REWE MARKT", "-12.00"),
        event("2026-11-20", "18:00", "19:30", "Yoga", "", &[]),
        record(json!({"source": "contact", "title": "Ben Ode"})),
        visit("2026-11-14", "https://news.example/a", "News"),
    ];
    only("insight", &all[1..], json!({"topic": "missing"}), &[all.to_vec()]);
}

#[test]
fn a_trial_that_ends() {
    let told = |subject: &str, body: &str| vec![mail("2026-11-10", "Readly <hello@readly.example>", subject, body)];
    only(
        "trial",
        &told("Welcome", "Your free trial ends on 24 November 2026. After that it is €11.99 a month."),
        json!({"until": "2026-11-24", "amount": "11.99", "currency": "EUR"}),
        &[
            told(
                "Try us",
                "A free trial ends any doubt: 24 November 2026, €11.99. Unsubscribe: https://readly.example/u",
            ),
            told("Welcome", "Your free trial ends on 24 January 2027. After that it is €11.99 a month."),
            told(
                "Your trial has been cancelled",
                "We are sorry to see you go. Nothing will be charged on 24 November 2026.",
            ),
        ],
    );
    for (body, until) in [
        ("Dein Probeabo läuft am 24.11.2026 ab, danach 11,99 € im Monat.", "2026-11-24"),
        ("Votre essai gratuit se termine le 24 novembre 2026, puis 11,99 € par mois.", "2026-11-24"),
        ("Tu prueba gratuita termina el 24 de noviembre de 2026. Después, 11,99 € al mes.", "2026-11-24"),
    ] {
        assert_eq!(cards(&told("Info", body), "trial")[0]["until"], until, "{body}");
    }
}

#[test]
fn what_the_bank_takes() {
    let all = |line| months(4).map(|day| paid(&day, line, "-4.90")).collect::<Vec<_>>();
    only(
        "fee",
        &all("MONTHLY ACCOUNT FEE CLASSIC"),
        json!({"amount": "19.60", "currency": "EUR", "times": 4, "date": "2026-11-05"}),
        &[all("FEE FI FO TOYS"), all("SCHOOL FEES OAK LANE"), all("KAFFEE GEBUEHR ROESTEREI")],
    );
    for line in ["KONTOFUEHRUNG", "FRAIS DE TENUE DE COMPTE", "COMISION MANTENIMIENTO CUENTA", "CANONE MENSILE CONTO"] {
        assert_eq!(cards(&all(line), "fee").len(), 1, "{line}");
    }
}
