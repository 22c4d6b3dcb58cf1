//! Where the person is, as roughly as it helps to know that they came to another place.
//!
//! The zone of the clock tells a journey by itself. Where the device is, it is only asked where the person allowed it; of
//! that the last point alone is kept, rounded.

use serde::{Deserialize, Serialize};

/// Kilometres from which on it is another place: further than two roundings are apart.
const ANOTHER: f64 = 25.0;
/// Kilometres of a degree of latitude.
const DEGREE: f64 = 111.2;

/// A point on the earth, to a tenth of a degree: some ten kilometres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    latitude: f64,
    longitude: f64,
}

impl Place {
    /// Of degrees north and east; `None` where there is no such point.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let is_there = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        let rounded = |degrees: f64| (degrees * 10.0).round() / 10.0;
        is_there.then(|| Self { latitude: rounded(latitude), longitude: rounded(longitude) })
    }

    /// Whether who was there is in another place now. As on a plane, which errs by far less than the rounding does.
    fn is_another(self, last: Self) -> bool {
        let around = (self.longitude - last.longitude).abs();
        let east = around.min(360.0 - around) * self.latitude.to_radians().cos();
        (self.latitude - last.latitude).hypot(east) * DEGREE > ANOTHER
    }
}

/// What is known of where the person is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Whereabouts {
    /// Whether the device may be asked.
    pub allowed: bool,
    /// Where they were last.
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Place>,
    /// They came to another place, and nobody has looked since.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
    /// The name of the clock's zone when somebody looked last.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<String>,
}

impl Whereabouts {
    /// Whether the device may be asked from now on; what is known of places goes where it may not.
    pub fn allow(&mut self, allowed: bool) {
        if !allowed {
            (self.last, self.moved) = (None, false);
        }
        self.allowed = allowed;
    }

    /// They are here. Whether that is another place than the last; not of the first, nor where nobody may know.
    pub fn come_to(&mut self, place: Place) -> bool {
        let another = self.allowed && self.last.is_some_and(|last| place.is_another(last));
        // Else who goes on in small steps would never come to another.
        if self.allowed && (another || self.last.is_none()) {
            self.last = Some(place);
            self.moved |= another;
        }
        another
    }

    /// Whether they came to another place since somebody looked, by a clock in `zone` now.
    pub fn is_news(&self, zone: Option<&str>) -> bool {
        self.moved || self.zone.as_deref().zip(zone).is_some_and(|(last, now)| last != now)
    }

    /// Notes that it is being seen to.
    pub fn see_to(&mut self, zone: Option<&str>) {
        self.moved = false;
        if let Some(zone) = zone {
            self.zone = Some(zone.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(latitude: f64, longitude: f64) -> Place {
        Place::new(latitude, longitude).unwrap()
    }

    fn at(place: Place) -> Whereabouts {
        let mut here = Whereabouts::default();
        here.allow(true);
        assert!(!here.come_to(place), "the first is no other");
        here
    }

    const BRISTOL: (f64, f64) = (51.4545, -2.5879);

    #[test]
    fn another_town_is_another_place_and_the_next_street_is_none() {
        let mut here = at(place(BRISTOL.0, BRISTOL.1));
        assert!(!here.come_to(place(51.47, -2.61)));
        // Bath, 18 km away, and so near as the rounding allows.
        assert!(!here.come_to(place(51.3811, -2.359)));
        assert!(!here.is_news(None));
        // Cardiff, 40 km.
        assert!(here.come_to(place(51.4816, -3.1791)));
        assert!(here.is_news(None));
        here.see_to(None);
        assert!(!here.is_news(None));
    }

    #[test]
    fn who_goes_in_small_steps_arrives_too() {
        let mut here = at(place(0.0, 0.0));
        let arrived = (1..=10).filter(|step| here.come_to(place(0.0, f64::from(*step) / 10.0))).count();
        assert!((2..=4).contains(&arrived), "{arrived}");
    }

    #[test]
    fn the_date_line_is_no_great_distance_and_degrees_are_short_in_the_north() {
        assert!(!place(0.0, 179.95).is_another(place(0.0, -179.95)));
        assert!(place(0.0, 10.0).is_another(place(0.0, 10.3)));
        assert!(!place(60.0, 10.0).is_another(place(60.0, 10.3)));
    }

    #[test]
    fn nothing_is_kept_of_who_does_not_allow_it_or_no_more() {
        let mut here = Whereabouts::default();
        assert!(!here.come_to(place(10.0, 10.0)));
        assert!(!here.come_to(place(20.0, 20.0)));
        assert_eq!(here, Whereabouts::default());
        let mut here = at(place(10.0, 10.0));
        here.come_to(place(20.0, 20.0));
        here.allow(false);
        assert_eq!(here, Whereabouts::default());
    }

    #[test]
    fn no_finer_point_is_kept_and_none_that_is_not_on_the_earth() {
        assert_eq!(
            serde_json::to_string(&place(BRISTOL.0, BRISTOL.1)).unwrap(),
            r#"{"latitude":51.5,"longitude":-2.6}"#
        );
        for (latitude, longitude) in [(90.1, 0.0), (0.0, 180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Place::new(latitude, longitude), None);
        }
    }
}
