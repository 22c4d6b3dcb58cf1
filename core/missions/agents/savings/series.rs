//! Which of one merchant's charges come back regularly: pure, over days and amounts, without knowing who it is.
//!
//! A series is a cadence and the charges on its due days, no two on one, few due days empty, and amounts that stay (or
//! change by steps, or drift with a rate of exchange), or vary as the bills of those do that measure. All of a merchant's
//! charges are tried together first, then each amount by itself; an amount's series goes on at a new price.

use jiff::civil::Date;

use super::{
    amounts::{RATE, Steadiness, apart, median, steadiness},
    cadence::{Cadence, Grid, days_between},
};
use crate::order;

/// How many charges of one merchant are looked at, the newest: who has more is no subscription but a shop.
const MOST: usize = 600;
/// Of a hundred charges, so many must be of the series for it to speak for them all.
const COVERED: usize = 80;

/// One charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// The day.
    pub day: Date,
    /// The amount, positive.
    pub micros: i64,
    /// Where the caller finds it.
    pub at: usize,
}

/// What is known of a merchant beside its charges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// One goes there when one likes: food, coffee, fuel, tickets, a hairdresser.
    pub habit: bool,
    /// It bills what was used: energy, water, telephone, insurance.
    pub biller: bool,
    /// The line or a mail speaks of a subscription.
    pub subscription: bool,
    /// It may take money by itself.
    pub mandated: bool,
}

/// Charges that come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// When they are due.
    pub grid: Grid,
    /// The charges, oldest first, with the slot of each.
    pub charges: Vec<(i32, Charge)>,
    /// Due days between the first and the last without a charge.
    pub missed: usize,
    /// How their amounts behave.
    pub steadiness: Steadiness,
    /// The mean cost of their days, tenths of a day.
    pub cost: i32,
}

impl Series {
    /// The series that a mail tells of one charge.
    pub fn of_one(charge: Charge, cadence: Cadence) -> Self {
        let grid = Grid::new(cadence, charge.day, charge.day.day());
        Self { grid, charges: vec![(0, charge)], missed: 0, steadiness: Steadiness::Fixed, cost: 0 }
    }

    /// The newest charge.
    pub fn last(&self) -> Option<(i32, Charge)> {
        self.charges.last().copied()
    }

    /// The day of the next charge: the due day behind the newest charge; one that has passed unseen is waited for as
    /// long as banks are slow, and then the one behind it is next.
    pub fn next(&self, today: Date) -> Option<Date> {
        let (slot, _) = self.last()?;
        let cadence = self.grid.cadence;
        (1..4)
            .map(|behind| self.grid.due(slot.saturating_add(behind)))
            .find(|due| days_between(*due, today) <= cadence.slack())
    }

    /// Whether nothing was charged for more than one and a half periods.
    pub fn is_over(&self, today: Date) -> bool {
        self.last().is_none_or(|(_, charge)| self.grid.cadence.is_over(charge.day, today))
    }
}

/// Every series among one merchant's charges in one currency, given oldest first.
pub fn series(charges: &[Charge], known: Known) -> Vec<Series> {
    let charges = charges.get(charges.len().saturating_sub(MOST)..).unwrap_or_default();
    let mut rest = once(charges);
    let mut found = Vec::new();
    while let Some(series) = whole(&rest, known).or_else(|| of_one_amount(&rest, known)) {
        rest.retain(|charge| !series.charges.iter().any(|(_, taken)| taken.at == charge.at));
        found.push(series);
    }
    found
}

/// Without what was charged twice within two days: that is another matter, and hides no rhythm.
fn once(charges: &[Charge]) -> Vec<Charge> {
    let mut kept: Vec<Charge> = Vec::with_capacity(charges.len());
    for charge in charges {
        let near = kept.iter().rev().take_while(|earlier| days_between(earlier.day, charge.day) <= 2);
        if !near.into_iter().any(|earlier| earlier.micros == charge.micros) {
            kept.push(*charge);
        }
    }
    kept
}

/// All charges as one series.
fn whole(charges: &[Charge], known: Known) -> Option<Series> {
    best(charges).filter(|series| is_regular(series, known))
}

/// The series of the amount that has the most charges in one.
fn of_one_amount(charges: &[Charge], known: Known) -> Option<Series> {
    let mut found: Option<Series> = None;
    for group in of_like_amount(charges) {
        let sound = |series: &Series| is_regular(series, known) && is_no_chance(series, charges.len(), known);
        // Two are two only when both are, and no month is half of weeks.
        let halves: Vec<Series> = halves(&group).iter().filter_map(|half| best(half)).collect();
        let both = halves.len() == 2 && halves.iter().all(|half| half.grid.cadence >= Cadence::Monthly && sound(half));
        let candidates: Vec<Series> = best(&group).into_iter().chain(halves.into_iter().filter(|_| both)).collect();
        for series in candidates.into_iter().filter(|series| sound(series)) {
            if found.as_ref().is_none_or(|best| best.charges.len() < series.charges.len()) {
                found = Some(series);
            }
        }
    }
    Some(continued(found?, charges))
}

/// The charges of each price: the very same amount, and what a rate of exchange makes of one.
fn of_like_amount(charges: &[Charge]) -> Vec<Vec<Charge>> {
    let mut by_amount: Vec<Charge> = charges.to_vec();
    order::by_key(&mut by_amount, |charge| (charge.micros, charge.day));
    let mut groups: Vec<Vec<Charge>> = Vec::new();
    for reach in [0, RATE / 2] {
        let mut group: Vec<Charge> = Vec::new();
        for charge in by_amount.iter().chain(std::iter::once(&END)) {
            if group.first().is_some_and(|first| apart(first.micros, charge.micros) > reach) {
                let mut full = std::mem::take(&mut group);
                order::by_key(&mut full, |charge| charge.day);
                groups.extend(Some(full).filter(|full| full.len() > 1));
            }
            group.push(*charge);
        }
    }
    groups
}

/// Behind the dearest.
const END: Charge = Charge { day: Date::MAX, micros: i64::MAX, at: usize::MAX };

/// Whether so many charges among `all` of a merchant are no chance: where much is bought, some amounts are alike.
fn is_no_chance(series: &Series, all: usize, known: Known) -> bool {
    let count = series.charges.len();
    let busy = all > count.saturating_mul(3);
    let long = series.grid.cadence >= Cadence::Quarterly;
    let needed = if known.subscription { 2 } else { 3 } + usize::from(busy) + usize::from(busy && long);
    count >= needed && (!busy || (series.steadiness == Steadiness::Fixed && series.cost <= 12))
}

/// The same amount twice a month, on two days, is two subscriptions: those of the first and those of the second.
fn halves(group: &[Charge]) -> Vec<Vec<Charge>> {
    if group.len() < 6 {
        return Vec::new();
    }
    let first = group.first().map_or(0, |charge| i32::from(charge.day.day()));
    // As days of a month of 30 go round.
    let far = |charge: &Charge| {
        let off = (i32::from(charge.day.day()) - first).rem_euclid(30);
        off.min(30 - off) > 5
    };
    let (other, one): (Vec<Charge>, Vec<Charge>) = group.iter().partition(|charge| far(charge));
    if other.len() < 3 || one.len() < 3 { Vec::new() } else { vec![one, other] }
}

/// With the charges of other amounts on the empty due days before, between and behind: a new price, a first month.
fn continued(mut series: Series, charges: &[Charge]) -> Series {
    let busy = charges.len() > series.charges.len().saturating_mul(2);
    let Some(((first, _), (last, _))) = series.charges.first().copied().zip(series.last()) else { return series };
    let on = |slot: i32, amount: i64, series: &Series| {
        let free = charges.iter().filter(|charge| !series.charges.iter().any(|(_, taken)| taken.at == charge.at));
        let near = free.filter(|charge| {
            let place = series.grid.place(charge.day);
            place.slot == slot && place.cost <= 20 && apart(amount, charge.micros) <= 600
        });
        near.min_by_key(|charge| apart(amount, charge.micros)).copied()
    };
    let walk = |series: &mut Series, slots: &mut dyn Iterator<Item = i32>, amount: i64| {
        let mut found: Vec<(i32, Charge)> = Vec::new();
        for slot in slots {
            let amount = found.last().map_or(amount, |(_, charge)| charge.micros);
            let Some(charge) = on(slot, amount, series) else { break };
            found.push((slot, charge));
        }
        // Where much else is bought, one purchase on a due day is chance.
        if !busy || found.len() > 1 {
            series.charges.extend(found);
        }
    };
    let amount_at = |series: &Series, slot: i32| {
        series.charges.iter().find(|(at, _)| *at == slot).map_or(0, |(_, charge)| charge.micros)
    };
    let (newest, oldest) = (amount_at(&series, last), amount_at(&series, first));
    walk(&mut series, &mut (last.saturating_add(1)..last.saturating_add(60)), newest);
    walk(&mut series, &mut (first.saturating_sub(60)..first).rev(), oldest);
    order::by_key(&mut series.charges, |(slot, _)| *slot);
    let amounts: Vec<i64> = series.charges.iter().map(|(_, charge)| charge.micros).collect();
    series.steadiness = steadiness(&amounts);
    series
}

/// The cadence that fits best, of the charges since the last long pause.
fn best(charges: &[Charge]) -> Option<Series> {
    let mut best: Option<Series> = None;
    for cadence in Cadence::ALL {
        let Some(series) = fit(charges, cadence) else { continue };
        let better = best.as_ref().is_none_or(|best| price(&series) < price(best));
        if better {
            best = Some(series);
        }
    }
    best
}

/// What it takes to believe a series: days that are off, empty due days. Every fourth week is told from every month by
/// being exact.
fn price(series: &Series) -> i32 {
    let slots = series.charges.len().saturating_add(series.missed).max(1);
    let empty = i32::try_from(series.missed.saturating_mul(100) / slots).unwrap_or(i32::MAX);
    let odd = if series.grid.cadence == Cadence::FourWeekly { 4 } else { 0 };
    series.cost.saturating_add(empty).saturating_add(odd)
}

/// The charges since the last long pause, at this cadence; after a pause, what was before it counts as long as it was
/// the same, so that something taken up again is seen at once.
fn fit(charges: &[Charge], cadence: Cadence) -> Option<Series> {
    let pause = cadence.days().saturating_mul(26) / 10;
    let runs: Vec<&[Charge]> = charges.chunk_by(|one, other| days_between(one.day, other.day) <= pause).collect();
    let (newest, earlier) = runs.split_last()?;
    // By weeks chance is near: a pause is one only where most is behind it.
    if cadence < Cadence::Monthly && newest.len().saturating_mul(2) < charges.len() {
        return None;
    }
    let series = on_grid(newest, cadence);
    if series.as_ref().is_some_and(|series| series.charges.len() >= 3) {
        return series;
    }
    let resumed = earlier.last().and_then(|run| {
        let before = on_grid(run, cadence)?;
        let (last, charge) = before.last().zip(newest.last())?;
        let again = before.charges.len() >= 4 && apart(last.1.micros, charge.micros) <= 250;
        let mut days = Some(series.clone().unwrap_or_else(|| Series::of_one(*charge, cadence))).filter(|_| again)?;
        days.steadiness = before.steadiness;
        days.cost = days.cost.max(before.cost);
        // In slots of the new grid, so that both stand in one order.
        let old = before.charges.iter().map(|(_, charge)| (days.grid.place(charge.day).slot, *charge));
        days.charges = old.chain(days.charges.iter().copied()).collect();
        Some(days)
    });
    resumed.or(series)
}

/// The grid that costs these charges the least. Nothing where too few are on it.
fn on_grid(charges: &[Charge], cadence: Cadence) -> Option<Series> {
    let (Some(first), Some(last), 2..) = (charges.first(), charges.last(), charges.len()) else { return None };
    // One a due day: what is bought much more often need not be tried on every grid.
    // Nor what is bought much more seldom: too many due days would be empty.
    let due = usize::try_from(days_between(first.day, last.day) / cadence.days()).unwrap_or_default();
    let (count, most) = (charges.len(), charges.len().saturating_mul(5) / 4 + 2);
    if due.saturating_add(2).saturating_mul(100) < count.saturating_mul(COVERED) || due > most {
        return None;
    }
    let mut best: Option<Series> = None;
    for grid in grids(charges, cadence) {
        let Some(series) = place(charges, grid) else { continue };
        let cheaper = |other: &Series| {
            let key = |series: &Series| (usize::MAX - series.charges.len(), series.missed, series.cost);
            key(&series) < key(other)
        };
        if best.as_ref().is_none_or(cheaper) {
            best = Some(series);
        }
    }
    let mut best = best?;
    best.steadiness = steadiness(&best.charges.iter().map(|(_, charge)| charge.micros).collect::<Vec<i64>>());
    Some(best)
}

/// Every grid worth trying: through each of the newest charges, by weeks; by months on each day of the month on which
/// something was charged or, behind a weekend, was due.
fn grids(charges: &[Charge], cadence: Cadence) -> Vec<Grid> {
    let newest = charges.iter().rev().take(12);
    let by_weeks = matches!(cadence, Cadence::Weekly | Cadence::Biweekly | Cadence::FourWeekly);
    let back = if by_weeks { 0..1 } else { -1..4 };
    let mut grids: Vec<Grid> = Vec::new();
    for charge in newest {
        for days in back.clone() {
            let origin = super::cadence::plus_days(charge.day, -days);
            let day = origin.day();
            // A short month's last day may stand for a later one.
            let last = Some(31).filter(|_| day == origin.days_in_month() && day < 31 && !by_weeks);
            for day in [Some(day), last].into_iter().flatten() {
                let grid = Grid::new(cadence, origin, day);
                if !grids.iter().any(|known| known.is(grid)) {
                    grids.push(grid);
                }
            }
        }
    }
    grids
}

/// The charges on this grid, one a due day; of several, the nearest. How their amounts behave is told of the best grid only.
fn place(charges: &[Charge], grid: Grid) -> Option<Series> {
    let slack = grid.cadence.slack();
    let mut placed: Vec<(i32, i32, Charge)> = Vec::new();
    let mut spare = charges.len().saturating_mul(100 - COVERED) / 100;
    for charge in charges {
        let place = grid.place(charge.day);
        let taken = placed.last_mut().filter(|(slot, ..)| *slot == place.slot);
        if place.off.abs() <= slack && taken.is_none() {
            placed.push((place.slot, place.cost, *charge));
            continue;
        }
        // Too many have no due day of their own.
        spare = spare.checked_sub(1)?;
        if let Some(taken) = taken.filter(|taken| place.off.abs() <= slack && taken.1 > place.cost) {
            *taken = (place.slot, place.cost, *charge);
        }
    }
    let (first, last) = (placed.first()?.0, placed.last()?.0);
    let missed = usize::try_from(last - first + 1).ok()?.saturating_sub(placed.len());
    let count = i32::try_from(placed.len()).ok()?;
    let cost = placed.iter().map(|(_, cost, _)| *cost).sum::<i32>().checked_div(count)?;
    let charges: Vec<(i32, Charge)> = placed.into_iter().map(|(slot, _, charge)| (slot, charge)).collect();
    (charges.len() > 1).then_some(Series { grid, charges, missed, steadiness: Steadiness::Fixed, cost })
}

/// Whether a series is regular enough to be believed, given what is known of the merchant.
fn is_regular(series: &Series, known: Known) -> bool {
    let cadence = series.grid.cadence;
    let count = series.charges.len();
    let told = known.biller || known.subscription || known.mandated;
    if series.missed.saturating_mul(4) > count || (series.missed > 0 && count < 4) {
        return false;
    }
    let by_weeks = matches!(cadence, Cadence::Weekly | Cadence::Biweekly | Cadence::FourWeekly);
    // The same amount on the very day is agreed, wherever it is; by weeks chance is nearer.
    let exact = series.cost <= 7 && count > 3;
    // Every second week without a gap is no whim either.
    let without_gap = cadence != Cadence::Weekly && count > 5 && series.missed == 0 && series.cost <= 2;
    let agreed = series.steadiness == Steadiness::Fixed && exact && (!by_weeks || known.mandated || without_gap);
    if known.habit && !known.subscription && !agreed {
        return false;
    }
    let amounts: Vec<i64> = series.charges.iter().map(|(_, charge)| charge.micros).collect();
    let (least, dearest) = (amounts.iter().min(), amounts.iter().max());
    let within = |times: i64| least.zip(dearest).is_some_and(|(low, high)| *high <= low.saturating_mul(times));
    let (needed, most) = match (series.steadiness, cadence) {
        (Steadiness::Fixed | Steadiness::Drifting, Cadence::Weekly) => (4, 10),
        (Steadiness::Fixed | Steadiness::Drifting, Cadence::Biweekly | Cadence::FourWeekly) => (3, 12),
        (Steadiness::Fixed, Cadence::Monthly) => (if told && series.cost <= 10 { 2 } else { 3 }, 22),
        (Steadiness::Drifting, Cadence::Monthly) => (3, 15),
        (Steadiness::Fixed | Steadiness::Drifting, Cadence::Bimonthly | Cadence::Quarterly) => {
            (if told { 2 } else { 3 }, 30)
        }
        (Steadiness::Fixed | Steadiness::Drifting, Cadence::HalfYearly) => (if told { 2 } else { 3 }, 40),
        (Steadiness::Fixed, Cadence::Yearly) => (2, if told { 90 } else { 40 }),
        (Steadiness::Drifting, Cadence::Yearly) => (if told { 2 } else { 3 }, 60),
        // What is measured varies; what is bought at whim varies too, but not by the calendar.
        (Steadiness::Varying, Cadence::Weekly | Cadence::Biweekly) if !known.subscription => return false,
        (Steadiness::Varying, Cadence::Yearly) => (if told && within(2) { 2 } else { 3 }, 40),
        (Steadiness::Varying, _) if told => (3, 25),
        (Steadiness::Varying, _) => (4, 7),
    };
    // Two alone must be of one price, or nearly.
    let pair = |amounts: &[i64]| match amounts {
        [one, other] => apart(*one, *other) <= if told { 500 } else { 120 },
        _ => true,
    };
    // The fewer there are, the less is chance.
    let most = if count < needed + 2 && !told { most * 6 / 10 } else { most };
    count >= needed && series.cost <= most && within(if told { 8 } else { 4 }) && pair(&amounts)
}

/// The amount that is charged now, and the one before it, where the price went up for good: with the places in
/// [`Series::charges`] of the last charge before and of the first since.
pub fn rises(series: &Series) -> Vec<(usize, usize)> {
    if series.steadiness == Steadiness::Varying {
        return Vec::new();
    }
    let amounts: Vec<i64> = series.charges.iter().map(|(_, charge)| charge.micros).collect();
    let runs = super::amounts::levels(&amounts);
    let mut found = Vec::new();
    for pair in runs.windows(2) {
        let [before, since] = pair else { continue };
        let (Some(from), Some(to)) = (amounts.get(before.clone()), amounts.get(since.clone())) else { continue };
        // What drifts had a new price only where it left all that it was before.
        let left = from.iter().max() < to.iter().min() || series.steadiness == Steadiness::Fixed;
        let (from, to) = (median(from), median(to));
        let is_newest = since.end == amounts.len();
        // One dear month is no price; one newest dear month may be the first of many.
        let lasted = before.len() > 1 || series.grid.cadence >= Cadence::HalfYearly || before.start > 0;
        let lasts = since.len() > 1 || is_newest;
        // A price to begin with may be a quarter of the one behind it.
        let most = if before.len() > 2 && since.len() > 1 { 4000 } else { 1500 };
        if left && to > from && apart(from, to) <= most && lasted && lasts {
            found.push((before.end.saturating_sub(1), since.start));
        }
    }
    found
}
