//! Bookings: the legs and nights that things tell, one for each however many mails speak of it, as they stand now: the
//! later word counts, and what was called off is gone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

use super::{
    super::words::number_of,
    notices::{calls_off, changes, is_number, is_off, voids},
    places::Place,
    tickets,
    whose::Whose,
};
use crate::{
    order,
    profile::life::{Mail, Thing},
    record::RecordId,
    time::Time,
    unicode::fold,
};

/// The longest stay, nights.
const LONGEST: i64 = 120;
/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// A moment of a journey, as its booking tells it: the day and the clock are those of the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// Hour and minute, where they are told.
    pub clock: Option<(i8, i8)>,
    /// The instant, where the offset is told.
    pub at: Option<Time>,
}

impl Moment {
    /// A time of the extracted form: docs/formats/extract.md.
    fn read(value: &Value) -> Option<Self> {
        let text = value.as_str().or_else(|| value.get("@value")?.as_str())?;
        let day: Date = text.get(..10)?.parse().ok()?;
        let two = |from: usize| text.get(from..from + 2)?.parse::<i8>().ok();
        let clock = two(11).zip(two(14));
        Some(Self { day, clock, at: text.parse().ok() })
    }

    /// The moment of an instant, at its own offset.
    pub fn of(time: Time) -> Self {
        let text = time.to_string();
        let two = |from: usize| text.get(from..from + 2)?.parse::<i8>().ok();
        Self { day: time.date(), clock: two(11).zip(two(14)), at: Some(time) }
    }

    /// For putting in order: seconds since 1970; where no offset is told, as if it were UTC.
    pub fn seconds(self) -> i64 {
        let (hour, minute) = self.clock.unwrap_or((12, 0));
        let local = || number_of(self.day) * DAY + i64::from(hour) * 3600 + i64::from(minute) * 60;
        self.at.map_or_else(local, Time::unix_seconds)
    }

    /// `11:05`
    pub fn shown(self) -> String {
        self.clock.map(|(hour, minute)| format!("{hour:02}:{minute:02}")).unwrap_or_default()
    }
}

/// How one travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// By air.
    Flight,
    /// By rail.
    Train,
    /// By coach.
    Bus,
    /// By ferry.
    Boat,
}

impl Mode {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flight => "flight",
            Self::Train => "train",
            Self::Bus => "bus",
            Self::Boat => "boat",
        }
    }
}

/// One leg of a journey.
#[derive(Debug, Clone, PartialEq)]
pub struct Leg {
    /// How.
    pub mode: Mode,
    /// `SK 526`, `EC 283`; empty where it is not told.
    pub number: String,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// When it leaves.
    pub leaves: Moment,
    /// When it arrives, where that is told and can be.
    pub arrives: Option<Moment>,
    /// Of the booking; empty where it is not told.
    pub reservation: String,
    /// 0 to 1.
    pub sure: f32,
    /// What tells it.
    pub records: Vec<RecordId>,
}

impl Leg {
    /// When it arrives, or at least leaves.
    pub fn ends(&self) -> Moment {
        self.arrives.unwrap_or(self.leaves)
    }

    /// Whether both are one departure: by its number on its day, or by where and when.
    fn is(&self, other: &Self) -> bool {
        let apart = (self.leaves.seconds() - other.leaves.seconds()).abs();
        let route = self.from.is(&other.from) && self.to.is(&other.to);
        let numbered = !self.number.is_empty() && !other.number.is_empty();
        let number = numbered && plain(&self.number) == plain(&other.number);
        (number && apart < DAY * 3 / 4 && (self.leaves.day == other.leaves.day || route))
            || (route && (apart < 600 || (!numbered && apart < DAY / 6)))
    }
}

/// Nights under one roof.
#[derive(Debug, Clone, PartialEq)]
pub struct Stay {
    /// The house; empty where it is not told.
    pub name: String,
    /// Where it stands, where that is told.
    pub place: Option<Place>,
    /// The first day.
    pub from: Date,
    /// The day of leaving.
    pub to: Date,
    /// Of the booking; empty where it is not told.
    pub reservation: String,
    /// 0 to 1.
    pub sure: f32,
    /// What tells it.
    pub records: Vec<RecordId>,
}

impl Stay {
    /// Whether both are nights of one booking or of one house at one time.
    fn is(&self, other: &Self) -> bool {
        let overlap = self.from <= other.to && other.from <= self.to;
        let house = !self.name.is_empty() && fold(&self.name) == fold(&other.name);
        (house && overlap) || (!self.reservation.is_empty() && self.reservation == other.reservation)
    }
}

/// All that is booked and not called off, by its beginning.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bookings {
    /// Legs.
    pub legs: Vec<Leg>,
    /// Nights.
    pub stays: Vec<Stay>,
}

impl Bookings {
    /// What `things` come to, told oldest first; `mails` also say that a booking is called off, or changed.
    pub fn of(things: &[Thing], mails: &[Mail], whose: &Whose) -> Self {
        let mut all = Self::default();
        let voids = voids(things, mails);
        let by_record: BTreeMap<&RecordId, &Mail> = mails.iter().map(|mail| (&mail.record, mail)).collect();
        let mut voids = voids.iter().peekable();
        for told in things.chunk_by(|one, next| one.record == next.record) {
            let Some(first) = told.iter().find(|thing| thing.kind.ends_with("Reservation")) else { continue };
            while let Some(mail) = voids.next_if(|mail| mail.time < first.told) {
                all.call_off(mail);
            }
            let mail = by_record.get(&first.record).copied();
            all.take(told, mail, whose);
        }
        voids.for_each(|mail| all.call_off(mail));
        order::by_key(&mut all.legs, |leg| leg.leaves.seconds());
        order::by_key(&mut all.stays, |stay| stay.from);
        all
    }

    /// What mails tell of which nothing else was read.
    pub fn add_tickets(&mut self, things: &[Thing], mails: &[Mail], whose: &Whose) {
        let known: BTreeSet<(&RecordId, &str)> =
            things.iter().map(|thing| (&thing.record, thing.kind.as_str())).collect();
        let is_read = |mail: &Mail, kinds: &[&str]| kinds.iter().any(|kind| known.contains(&(&mail.record, *kind)));
        let (off, rest): (Vec<&Mail>, Vec<&Mail>) =
            mails.iter().filter(|mail| !mail.sent).partition(|it| calls_off(it));
        let told = rest.into_iter().filter(|mail| !mail.bulk && whose.is_mine(&[], Some(mail)));
        for mail in told.filter(|mail| !is_off(mail, &off)) {
            if !is_read(mail, &["FlightReservation", "TrainReservation", "BusReservation", "BoatReservation"]) {
                tickets::legs(mail).into_iter().for_each(|leg| self.take_words(leg));
            }
            if !is_read(mail, &["LodgingReservation"])
                && let Some(stay) = tickets::stay(mail)
            {
                let same = |known: &&mut Stay| known.from < stay.to && stay.from < known.to;
                match self.stays.iter_mut().find(same) {
                    Some(known) => add(&mut known.records, &mail.record),
                    None => self.stays.push(stay),
                }
            }
        }
        for stay in self.stays.iter_mut().filter(|stay| stay.place.is_none()) {
            let mail = mails.iter().find(|mail| stay.records.contains(&mail.record));
            stay.place = mail.and_then(tickets::city);
        }
        order::by_key(&mut self.stays, |stay| stay.from);
    }

    /// A way told in words: of one that is booked for that day or the next to it, it is only a reminder.
    fn take_words(&mut self, leg: Leg) {
        let near = |known: &&mut Leg| (number_of(known.leaves.day) - number_of(leg.leaves.day)).abs() <= 1;
        let same = |known: &&mut Leg| near(known) && known.from.is(&leg.from) && known.to.is(&leg.to);
        match self.legs.iter_mut().find(same) {
            Some(known) => leg.records.iter().for_each(|id| add(&mut known.records, id)),
            None => self.take_entry(leg),
        }
    }

    /// A journey that the calendar tells: it adds to what is booked and changes nothing of it.
    pub fn take_entry(&mut self, leg: Leg) {
        match self.legs.iter_mut().find(|known| known.is(&leg)) {
            Some(known) => leg.records.iter().for_each(|id| add(&mut known.records, id)),
            None => self.legs.push(leg),
        }
        order::by_key(&mut self.legs, |leg| leg.leaves.seconds());
    }

    fn take(&mut self, told: &[Thing], mail: Option<&Mail>, whose: &Whose) {
        let changes = mail.is_some_and(changes);
        let (mut legs, mut stays) = (Vec::new(), Vec::new());
        for thing in told.iter().filter(|thing| whose.is_mine(&names(&thing.json), mail)) {
            let status = thing.json.get("reservationStatus").and_then(Value::as_str).unwrap_or_default();
            let cancelled = status.ends_with("Cancelled");
            if let Some(leg) = leg(thing) {
                if cancelled { self.without_leg(&leg) } else { legs.push(leg) }
            } else if let Some(stay) = stay(thing) {
                if cancelled { self.stays.retain(|known| !known.is(&stay)) } else { stays.push(stay) }
            }
        }
        order::by_key(&mut legs, |leg| leg.leaves.seconds());
        for chain in legs.chunk_by(connects) {
            self.take_chain(chain, changes);
        }
        stays.into_iter().for_each(|stay| self.take_stay(stay, changes));
    }

    /// A leg that is called off; of a booking of which nothing like it is known, all of it.
    fn without_leg(&mut self, gone: &Leg) {
        let before = self.legs.len();
        self.legs.retain(|leg| !leg.is(gone));
        if self.legs.len() == before && !gone.reservation.is_empty() {
            self.legs.retain(|leg| leg.reservation != gone.reservation);
        }
    }

    /// Legs that connect, all told by one record: what is known of already gains a record; a way that the same booking
    /// went otherwise is replaced, unless what is known is surer and nothing speaks of a change.
    fn take_chain(&mut self, chain: &[Leg], changes: bool) {
        let mut fresh: Vec<Leg> = Vec::new();
        for leg in chain {
            match self.legs.iter_mut().find(|known| known.is(leg)) {
                Some(known) => agree(known, leg, changes),
                None => fresh.push(leg.clone()),
            }
        }
        let (Some(first), Some(last)) = (fresh.first(), fresh.last()) else { return };
        let run = self.run_like(first, last, changes);
        if !run.is_empty() {
            let surest = run.iter().map(|leg| leg.sure).fold(0.0_f32, f32::max);
            if surest > last.sure && !changes {
                return;
            }
            self.legs.retain(|leg| !run.contains(leg));
            for leg in &mut fresh {
                run.iter().flat_map(|old| &old.records).for_each(|id| add(&mut leg.records, id));
            }
        }
        self.legs.extend(fresh);
    }

    /// The legs known that lead from where `first` leaves to where `last` arrives, in the same booking; of another or none
    /// only where the mail speaks of a change of this very number. The nearest in time.
    fn run_like(&self, first: &Leg, last: &Leg, changes: bool) -> Vec<Leg> {
        let told = |leg: &Leg| leg.records.iter().any(|id| first.records.contains(id));
        let booking = |leg: &&Leg| {
            let same = !first.reservation.is_empty() && leg.reservation == first.reservation;
            let near = (leg.leaves.seconds() - first.leaves.seconds()).abs() < 4 * DAY;
            let number = !first.number.is_empty() && plain(&leg.number) == plain(&first.number);
            (same || (changes && near && number)) && !told(leg)
        };
        let mut legs: Vec<&Leg> = self.legs.iter().filter(booking).collect();
        order::by_key(&mut legs, |leg| leg.leaves.seconds());
        let mut best: Option<(i64, Vec<Leg>)> = None;
        for (at, start) in legs.iter().enumerate().filter(|(_, leg)| leg.from.is(&first.from)) {
            let mut run: Vec<Leg> = Vec::new();
            for leg in legs.iter().skip(at) {
                if run.last().is_some_and(|before| !before.to.is(&leg.from)) {
                    break;
                }
                run.push((*leg).clone());
                if leg.to.is(&last.to) {
                    let apart = (start.leaves.seconds() - first.leaves.seconds()).abs();
                    if best.as_ref().is_none_or(|(nearest, _)| apart < *nearest) {
                        best = Some((apart, run.clone()));
                    }
                    break;
                }
            }
        }
        best.map(|(_, run)| run).unwrap_or_default()
    }

    fn take_stay(&mut self, stay: Stay, changes: bool) {
        let told = |known: &Stay| known.records.iter().any(|id| stay.records.contains(id));
        let same =
            |known: &&mut Stay| known.is(&stay) && (!told(known) || (known.from == stay.from && known.to == stay.to));
        match self.stays.iter_mut().find(same) {
            Some(known) if stay.sure >= known.sure || changes => {
                let older = std::mem::replace(known, stay);
                older.records.iter().for_each(|id| add(&mut known.records, id));
                if known.place.is_none() {
                    known.place = older.place;
                }
            }
            Some(known) => stay.records.iter().for_each(|id| add(&mut known.records, id)),
            None => self.stays.push(stay),
        }
    }

    /// What a mail says is called off: of its booking the legs whose numbers it names, or else all.
    fn call_off(&mut self, mail: &Mail) {
        let text = format!("{} {}", mail.subject, mail.text);
        let squeezed: String = plain(&text);
        let said = |reservation: &str| is_number(reservation) && text.contains(reservation);
        let named = |leg: &Leg| !leg.number.is_empty() && squeezed.contains(&plain(&leg.number));
        let some = self.legs.iter().filter(|leg| said(&leg.reservation)).any(|leg| !named(leg))
            && self.legs.iter().any(|leg| said(&leg.reservation) && named(leg));
        self.legs.retain(|leg| !said(&leg.reservation) || (some && !named(leg)));
        self.stays.retain(|stay| !said(&stay.reservation));
    }
}

/// What a later record says of a departure that is known: its times count where it is as sure, or speaks of a change.
fn agree(known: &mut Leg, leg: &Leg, changes: bool) {
    let again = known.records.iter().any(|id| leg.records.contains(id));
    if !again && (changes || leg.sure >= known.sure) {
        known.leaves = leg.leaves;
        known.arrives = leg.arrives.or(known.arrives);
        known.sure = leg.sure;
    }
    if known.reservation.is_empty() {
        known.reservation.clone_from(&leg.reservation);
    }
    if known.number.is_empty() {
        known.number.clone_from(&leg.number);
    }
    leg.records.iter().for_each(|id| add(&mut known.records, id));
}

/// Whether one leg goes on from where the other ends, within a day.
pub fn connects(one: &Leg, next: &Leg) -> bool {
    one.to.is(&next.from) && next.leaves.seconds() - one.ends().seconds() < DAY
}

/// Adds a record once.
pub fn add(records: &mut Vec<RecordId>, id: &RecordId) {
    if !records.contains(id) {
        records.push(id.clone());
    }
}

/// Letters and digits, folded: `SK 526` and `sk526` are one.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// For whom a reservation is.
fn names(json: &Value) -> Vec<String> {
    let name = |person: &Value| {
        let text = |field: &str| person.get(field).and_then(Value::as_str);
        let whole = text("name").or_else(|| person.as_str()).map(str::to_owned);
        whole.or_else(|| Some(format!("{} {}", text("givenName")?, text("familyName")?)))
    };
    match json.get("underName") {
        Some(Value::Array(persons)) => persons.iter().filter_map(name).collect(),
        Some(person) => name(person).into_iter().collect(),
        None => Vec::new(),
    }
}

fn text(json: &Value, field: &str) -> String {
    match json.get(field) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The leg that a thing tells.
fn leg(thing: &Thing) -> Option<Leg> {
    let mode = match thing.kind.as_str() {
        "FlightReservation" => Mode::Flight,
        "TrainReservation" => Mode::Train,
        "BusReservation" => Mode::Bus,
        "BoatReservation" => Mode::Boat,
        _ => return None,
    };
    let trip = thing.json.get("reservationFor")?;
    let stop = |end: &str| {
        let kinds = ["Airport", "Station", "BusStop", "BoatTerminal"];
        kinds.iter().find_map(|kind| Place::of_stop(trip.get(format!("{end}{kind}"))?))
    };
    let time = |name: &str| trip.get(name).and_then(Moment::read);
    let leaves = time("departureTime").or_else(|| time("departureDay"))?;
    // A journey of more than two days, or back in time, was misread.
    let arrives = time("arrivalTime").filter(|end| (0..2 * DAY).contains(&(end.seconds() - leaves.seconds())));
    let airline = trip.get("airline").map(|airline| text(airline, "iataCode")).unwrap_or_default();
    let number =
        ["flightNumber", "trainNumber", "busNumber"].iter().map(|name| text(trip, name)).find(|it| !it.is_empty());
    let number = number.map(|number| format!("{airline} {number}").trim().to_owned()).unwrap_or_default();
    let (from, to) = (stop("departure")?, stop("arrival")?);
    (!from.is(&to)).then(|| Leg {
        mode,
        number,
        from,
        to,
        leaves,
        arrives,
        reservation: text(&thing.json, "reservationNumber"),
        sure: thing.confidence,
        records: vec![thing.record.clone()],
    })
}

/// The nights that a thing tells.
fn stay(thing: &Thing) -> Option<Stay> {
    if thing.kind != "LodgingReservation" {
        return None;
    }
    let house = thing.json.get("reservationFor")?;
    let day = |name: &str| thing.json.get(name).and_then(Moment::read).map(|moment| moment.day);
    let (from, to) = (day("checkinTime")?, day("checkoutTime")?);
    // Longer ones were misread, or are no journey.
    (from < to && number_of(to) - number_of(from) <= LONGEST).then(|| Stay {
        name: text(house, "name"),
        place: Place::of_address(house),
        from,
        to,
        reservation: text(&thing.json, "reservationNumber"),
        sure: thing.confidence,
        records: vec![thing.record.clone()],
    })
}
