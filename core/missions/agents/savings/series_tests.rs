//! What the statistics must find and what they must leave alone, over series made by the calendar's own rules.

use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};
use proptest::prelude::*;

use super::{
    cadence::{Cadence, Grid, plus_days},
    series::{Charge, Known, Series, rises, series},
};

fn charges(days: impl IntoIterator<Item = (Date, i64)>) -> Vec<Charge> {
    let mut all: Vec<(Date, i64)> = days.into_iter().collect();
    all.sort();
    all.into_iter().enumerate().map(|(at, (day, cents))| Charge { day, micros: cents * 10_000, at }).collect()
}

fn monthly(first: Date, count: i32, cents: i64) -> Vec<(Date, i64)> {
    (0..count).map(|month| (first.saturating_add(month.months()), cents)).collect()
}

/// As a bank books what falls on a weekend.
fn bank_day(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => plus_days(day, 2),
        Weekday::Sunday => plus_days(day, 1),
        _ => day,
    }
}

fn found(days: impl IntoIterator<Item = (Date, i64)>) -> Vec<Series> {
    series(&charges(days), Known::default())
}

fn only(days: impl IntoIterator<Item = (Date, i64)>) -> Series {
    let mut found = found(days);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

#[test]
fn a_month_at_the_bank_is_a_month() {
    for first in [date(2025, 1, 1), date(2025, 3, 5), date(2025, 1, 31), date(2025, 2, 28), date(2025, 5, 17)] {
        for count in 3..15 {
            let days = monthly(first, count, 1299).into_iter().map(|(day, cents)| (bank_day(day), cents));
            let series = only(days);
            assert_eq!(series.grid.cadence, Cadence::Monthly, "{first} {count}");
            assert_eq!(series.charges.len(), usize::try_from(count).unwrap());
        }
    }
}

#[test]
fn two_subscriptions_of_one_shop_are_two() {
    let days = monthly(date(2026, 1, 5), 6, 299).into_iter().chain(monthly(date(2026, 1, 19), 6, 1099));
    let series = found(days);
    assert_eq!(series.len(), 2);
    assert!(series.iter().all(|series| series.grid.cadence == Cadence::Monthly && series.charges.len() == 6));
    // Of the same amount too.
    let days = monthly(date(2026, 1, 3), 6, 1299).into_iter().chain(monthly(date(2026, 1, 17), 6, 1299));
    assert_eq!(found(days).len(), 2);
}

#[test]
fn a_subscription_is_found_among_purchases_and_goes_on_at_its_new_price() {
    let shopping = [(3, 1899), (9, 2349), (40, 1499), (61, 3298), (64, 750), (99, 2275), (130, 4210), (131, 999)];
    let days = shopping.map(|(days, cents)| (plus_days(date(2026, 1, 1), days), cents));
    let prime = monthly(date(2026, 1, 12), 4, 899).into_iter().chain(monthly(date(2026, 5, 12), 2, 999));
    let series = only(prime.chain(days));
    assert_eq!(series.charges.len(), 6);
    assert_eq!(rises(&series), [(3, 4)]);
}

#[test]
fn a_month_may_be_missing_and_a_pause_may_end() {
    let mut days = monthly(date(2025, 6, 8), 9, 799);
    days.remove(4);
    let series = only(days);
    assert_eq!((series.charges.len(), series.missed), (8, 1));
    // Taken up again after half a year, on another day.
    let days = monthly(date(2025, 1, 8), 5, 799).into_iter().chain(monthly(date(2025, 12, 20), 1, 799));
    let series = only(days);
    assert_eq!(series.last().unwrap().1.day, date(2025, 12, 20));
    assert_eq!(series.next(date(2025, 12, 31)), Some(date(2026, 1, 20)));
}

#[test]
fn bills_vary_and_rates_drift() {
    let bills = [8400, 9120, 7710, 10450, 6800, 7920];
    let days = monthly(date(2026, 1, 15), 6, 0).into_iter().zip(bills).map(|((day, _), cents)| (bank_day(day), cents));
    assert_eq!(only(days).grid.cadence, Cadence::Monthly);
    let dollars = [942, 951, 947, 939, 1130, 1121, 1128];
    let series = only(monthly(date(2026, 1, 9), 7, 0).into_iter().zip(dollars).map(|((day, _), cents)| (day, cents)));
    assert_eq!(rises(&series), [(3, 4)]);
}

#[test]
fn what_one_buys_at_whim_is_no_subscription() {
    // Near every month, and never the same.
    let clothes = [(0, 4590), (27, 2999), (62, 8990), (88, 1595), (124, 5980), (151, 3400)];
    assert!(found(clothes.map(|(days, cents)| (plus_days(date(2026, 1, 10), days), cents))).is_empty());
    // The same coffee, whenever.
    let coffee = [0, 1, 4, 8, 9, 13, 17, 18, 22, 27, 29, 33, 37, 38, 44, 45, 51, 52, 57, 60, 66, 67, 72];
    let days = coffee.map(|days| (plus_days(date(2026, 1, 10), days), 380));
    assert!(found(days).is_empty());
    // A hairdresser, when the hair is long.
    let hair = [(0, 3200), (33, 3200), (71, 3200), (104, 3200), (147, 3200)];
    assert_eq!(found(hair.map(|(days, cents)| (plus_days(date(2026, 1, 10), days), cents))), []);
    // The week's groceries.
    let food = (0..20).map(|week| (plus_days(date(2026, 1, 3), week * 7), 2410 + i64::from(week * 1237 % 4400)));
    let habit = Known { habit: true, ..Known::default() };
    assert!(series(&charges(food.clone()), habit).is_empty() && found(food).is_empty());
}

#[test]
fn a_price_that_rose_once_more_is_two_rises_and_a_dear_month_none() {
    let prices = [999, 999, 999, 1099, 1099, 1099, 1199, 1199];
    let series = only(monthly(date(2026, 1, 9), 8, 0).into_iter().zip(prices).map(|((day, _), cents)| (day, cents)));
    assert_eq!(rises(&series), [(2, 3), (5, 6)]);
    let prices = [999, 999, 999, 1499, 999, 999, 999];
    let series = only(monthly(date(2026, 1, 9), 7, 0).into_iter().zip(prices).map(|((day, _), cents)| (day, cents)));
    assert!(rises(&series).is_empty());
}

#[test]
fn years_need_a_price_or_a_word() {
    let years = |from: i64, to: i64| charges([(date(2025, 3, 4), from), (date(2026, 3, 4), to)]);
    let told = Known { subscription: true, ..Known::default() };
    assert_eq!(series(&years(4990, 4990), Known::default()).len(), 1);
    assert_eq!(series(&years(4990, 5990), told).len(), 1);
    assert!(series(&years(4990, 9990), Known::default()).is_empty());
}

#[test]
fn purchases_at_random_are_seldom_a_series() {
    let mut state = 7_u32;
    let mut dice = |sides: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        i32::try_from((state >> 8) % sides).unwrap()
    };
    let mut wrong = 0;
    for _ in 0..1_000 {
        let (count, longest, prices) =
            (3 + dice(30), 3 + u32::try_from(dice(60)).unwrap(), [6, 200, 9_000][usize::try_from(dice(3)).unwrap()]);
        let mut day = date(2024, 1, 1);
        let days: Vec<(Date, i64)> = (0..count)
            .map(|_| {
                day = plus_days(day, 1 + dice(longest));
                (day, 300 + i64::from(dice(prices)) * 10)
            })
            .collect();
        wrong += usize::from(!found(days).is_empty());
    }
    assert!(wrong <= 20, "{wrong} of 1000");
}

proptest! {
    #[test]
    fn every_cadence_is_found_on_whatever_day_it_begins(
        start in 0..2000_i32, which in 0..8_usize, cents in 99..20_000_i64, count in 4..12_i32, weekends: bool,
    ) {
        let cadence = Cadence::ALL[which];
        let first = plus_days(date(2020, 1, 1), start);
        let grid = Grid::new(cadence, first, first.day());
        let days = (0..count).map(|slot| grid.due(slot)).map(|day| (if weekends { bank_day(day) } else { day }, cents));
        let found = found(days);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].grid.cadence, cadence);
        prop_assert_eq!(found[0].missed, 0);
        let next = found[0].next(found[0].last().unwrap().1.day).unwrap();
        prop_assert!((super::cadence::days_between(grid.due(count), next)).abs() <= 3, "{} {}", next, grid.due(count));
    }

    #[test]
    fn whatever_the_charges_nothing_is_taken_twice(
        all in prop::collection::vec((0..900_i32, 1..50_i64), 0..60), habit: bool, biller: bool, subscription: bool,
    ) {
        let charges = charges(all.into_iter().map(|(day, cents)| (plus_days(date(2024, 1, 1), day), cents * 100)));
        let mut taken = Vec::new();
        for series in series(&charges, Known { habit, biller, subscription, mandated: false }) {
            prop_assert!(series.charges.is_sorted_by_key(|(slot, charge)| (*slot, charge.day)));
            taken.extend(series.charges.iter().map(|(_, charge)| charge.at));
        }
        let count = taken.len();
        taken.sort_unstable();
        taken.dedup();
        prop_assert_eq!(taken.len(), count);
    }
}
