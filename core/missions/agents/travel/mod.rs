//! Travel.
pub mod bookings;
pub mod calendar;
pub mod home;
pub mod places;
pub mod trips;
pub mod whose;
