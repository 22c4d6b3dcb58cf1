//! How often something is charged, and how well days fit it.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// How often a charge comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cadence {
    /// Every seven days.
    Weekly,
    /// Every two weeks.
    Biweekly,
    /// Every 28 days.
    FourWeekly,
    /// Every month.
    Monthly,
    /// Every second month.
    Bimonthly,
    /// Every third month.
    Quarterly,
    /// Every sixth month.
    HalfYearly,
    /// Every year.
    Yearly,
}

/// A period, by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    Days(i32),
    Months(i32),
}

impl Cadence {
    /// All, the shortest first.
    pub const ALL: [Self; 8] = [
        Self::Weekly,
        Self::Biweekly,
        Self::FourWeekly,
        Self::Monthly,
        Self::Bimonthly,
        Self::Quarterly,
        Self::HalfYearly,
        Self::Yearly,
    ];

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Biweekly => "biweekly",
            Self::FourWeekly => "four-weekly",
            Self::Monthly => "monthly",
            Self::Bimonthly => "bimonthly",
            Self::Quarterly => "quarterly",
            Self::HalfYearly => "half-yearly",
            Self::Yearly => "yearly",
        }
    }

    /// For people, behind an amount: `a month`.
    pub fn each(self) -> &'static str {
        match self {
            Self::Weekly => "a week",
            Self::Biweekly => "every two weeks",
            Self::FourWeekly => "every four weeks",
            Self::Monthly => "a month",
            Self::Bimonthly => "every two months",
            Self::Quarterly => "a quarter",
            Self::HalfYearly => "every six months",
            Self::Yearly => "a year",
        }
    }

    /// How many periods a year has.
    pub fn a_year(self) -> i64 {
        match self {
            Self::Weekly => 52,
            Self::Biweekly => 26,
            Self::FourWeekly => 13,
            Self::Monthly => 12,
            Self::Bimonthly => 6,
            Self::Quarterly => 4,
            Self::HalfYearly => 2,
            Self::Yearly => 1,
        }
    }

    /// Days of a period, about.
    pub fn days(self) -> i32 {
        match self.period() {
            Period::Days(days) => days,
            Period::Months(months) => months * 61 / 2,
        }
    }

    /// Days by which a charge may lie off its day: banks rest at weekends and on holidays, and shops bill late.
    pub fn slack(self) -> i32 {
        match self {
            Self::Weekly => 2,
            Self::Biweekly => 3,
            Self::FourWeekly => 4,
            Self::Monthly => 5,
            Self::Bimonthly => 7,
            Self::Quarterly | Self::HalfYearly => 9,
            Self::Yearly => 12,
        }
    }

    /// Whether a charge at this cadence is out of date: none came for more than one and a half periods.
    pub fn is_over(self, last: Date, today: Date) -> bool {
        days_between(last, today) > self.days() * 3 / 2
    }

    fn period(self) -> Period {
        match self {
            Self::Weekly => Period::Days(7),
            Self::Biweekly => Period::Days(14),
            Self::FourWeekly => Period::Days(28),
            Self::Monthly => Period::Months(1),
            Self::Bimonthly => Period::Months(2),
            Self::Quarterly => Period::Months(3),
            Self::HalfYearly => Period::Months(6),
            Self::Yearly => Period::Months(12),
        }
    }
}

/// Days from `from` to `to`; negative when `to` is before.
pub fn days_between(from: Date, to: Date) -> i32 {
    number(to) - number(from)
}

/// The days up to this one, of the proleptic Gregorian calendar: series compare millions of days, and a span is slow.
fn number(date: Date) -> i32 {
    const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let (year, month) = (i32::from(date.year()), i32::from(date.month()));
    let before = usize::try_from(month - 1).ok().and_then(|at| BEFORE.get(at)).copied().unwrap_or_default();
    let past = year - 1;
    let leap_day = i32::from(date.in_leap_year() && month > 2);
    past * 365 + past.div_euclid(4) - past.div_euclid(100)
        + past.div_euclid(400)
        + before
        + leap_day
        + i32::from(date.day())
}

/// `days` later.
pub fn plus_days(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

/// The days on which something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// How often.
    pub cadence: Cadence,
    /// The day that is slot 0.
    origin: Date,
    /// The day of the month; months that are shorter have it on their last.
    day: i8,
}

/// Where a day lies on a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of the due day.
    pub slot: i32,
    /// Days behind it; negative before.
    pub off: i32,
    /// How unlikely that is, tenths of a day: what a weekend explains costs little.
    pub cost: i32,
}

impl Grid {
    /// The grid through `origin`, on `day` of the month where the cadence goes by months.
    pub fn new(cadence: Cadence, origin: Date, day: i8) -> Self {
        Self { cadence, origin, day }
    }

    /// Whether both have the same due days.
    pub fn is(self, other: Self) -> bool {
        let phase = |grid: Self| match grid.cadence.period() {
            Period::Days(days) => (0, number(grid.origin).rem_euclid(days)),
            Period::Months(months) => (grid.day, month_of(grid.origin).rem_euclid(months)),
        };
        self.cadence == other.cadence && phase(self) == phase(other)
    }

    /// The due day of this number.
    pub fn due(self, slot: i32) -> Date {
        match self.cadence.period() {
            Period::Days(days) => plus_days(self.origin, days.saturating_mul(slot)),
            Period::Months(months) => {
                let month = month_of(self.origin).saturating_add(months.saturating_mul(slot));
                let year = i16::try_from(month.div_euclid(12)).unwrap_or(i16::MAX);
                let first =
                    Date::new(year, i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1), 1).unwrap_or(Date::MAX);
                Date::new(first.year(), first.month(), self.day.min(first.days_in_month())).unwrap_or(first)
            }
        }
    }

    /// Where `day` lies, seen from the nearest due day.
    pub fn place(self, day: Date) -> Place {
        let about = match self.cadence.period() {
            Period::Days(days) => days_between(self.origin, day).div_euclid(days),
            Period::Months(months) => (month_of(day) - month_of(self.origin)).div_euclid(months),
        };
        let at = |slot: i32| {
            let due = self.due(slot);
            let off = days_between(due, day);
            Place { slot, off, cost: cost(due, off) }
        };
        let before = at(about);
        [about - 1, about + 1]
            .into_iter()
            .map(at)
            .fold(before, |best, other| if other.off.abs() < best.off.abs() { other } else { best })
    }
}

/// The months up to that of this day.
fn month_of(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// What it takes to believe that something due on `due` came `off` days later, tenths of a day.
fn cost(due: Date, off: i32) -> i32 {
    let explained = match (due.weekday(), off) {
        (_, 0) => Some(0),
        (Weekday::Saturday, -1 | 2) | (Weekday::Sunday, -2 | 1) => Some(2),
        // A holiday beside a weekend.
        (Weekday::Saturday, 3) | (Weekday::Sunday, 2) | (Weekday::Friday, 3 | 4) => Some(5),
        _ => None,
    };
    explained.unwrap_or(off.abs() * 10)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_of_the_month_is_the_last_of_every_month() {
        let grid = Grid::new(Cadence::Monthly, date(2026, 1, 31), 31);
        let days: Vec<String> = (0..4).map(|slot| grid.due(slot).to_string()).collect();
        assert_eq!(days, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
        assert_eq!(grid.place(date(2026, 4, 30)), Place { slot: 3, off: 0, cost: 0 });
        assert_eq!(grid.place(date(2026, 5, 1)).slot, 3);
    }

    #[test]
    fn a_weekend_explains_a_day_or_two() {
        let grid = Grid::new(Cadence::Monthly, date(2026, 1, 1), 1);
        // 1 August 2026 is a Saturday.
        assert_eq!(grid.place(date(2026, 8, 3)), Place { slot: 7, off: 2, cost: 2 });
        assert_eq!(grid.place(date(2026, 7, 3)), Place { slot: 6, off: 2, cost: 20 });
    }

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        for (from, to) in [
            (date(2024, 2, 28), date(2024, 3, 1)),
            (date(1900, 2, 28), date(1900, 3, 1)),
            (date(-1, 12, 31), date(2026, 11, 30)),
            (date(2026, 11, 30), date(1999, 1, 1)),
        ] {
            assert_eq!(days_between(from, to), (to - from).get_days(), "{from} {to}");
        }
    }

    #[test]
    fn over_is_one_and_a_half_periods() {
        assert!(!Cadence::Monthly.is_over(date(2026, 1, 1), date(2026, 2, 14)));
        assert!(Cadence::Monthly.is_over(date(2026, 1, 1), date(2026, 2, 16)));
        assert!(Cadence::Weekly.is_over(date(2026, 1, 1), date(2026, 1, 12)));
    }
}
