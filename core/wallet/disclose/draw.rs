//! The draw: a keyed order of segments, another at each site, the same for ever at one.

use hkdf::hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::profile::taxonomy::SegmentId;

const LABEL: &[u8] = b"ownyou/disclose/v1";

/// The key of the draw, derived from the identity seed and the issuer's half of the names: words alone restore every
/// choice, and whoever starts anew draws anew.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct PrfKey([u8; 32]);

impl PrfKey {
    /// Takes the key as derived.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }
}

/// One site's order. A segment's place depends on no other segment, so nothing moves when a profile grows.
pub(super) struct Draw(Option<Hmac<Sha256>>);

impl Draw {
    /// HMAC-SHA256 over label, length of the site in 8 bytes, site, and then the segment.
    pub(super) fn new(key: &PrfKey, site: &str) -> Self {
        // HMAC takes a key of any length, so there always is one.
        let mac = Hmac::<Sha256>::new_from_slice(&key.0).ok().map(|mut mac| {
            mac.update(LABEL);
            mac.update(&u64::try_from(site.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(site.as_bytes());
            mac
        });
        Self(mac)
    }

    /// Smaller comes first. The id settles what is practically no tie.
    pub(super) fn place(&self, segment: SegmentId) -> ([u8; 32], SegmentId) {
        let tag = self.0.clone().map(|mac| mac.chain_update(segment.0.to_be_bytes()).finalize().into_bytes().into());
        (tag.unwrap_or_default(), segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with Python's `hmac`.
    #[test]
    fn the_draw_is_the_written_one() {
        let (tag, _) = Draw::new(&PrfKey::new([7; 32]), "news.example").place(SegmentId(544));
        let tag = data_encoding::HEXLOWER.encode(&tag);
        assert_eq!(tag, "4b2db74ded29c8a3c2202dded991098919e4497edfa112ce152d7455809f3e1b");
    }
}
