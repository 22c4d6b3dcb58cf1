//! The wallet: what of a person a publisher gets to see, and what it was told before.

pub mod disclose;
