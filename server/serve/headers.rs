//! The headers of every answer, errors included, and how long a browser may keep which file.

use axum::http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY},
};

/// Every ability of a browser, closed but for those that we use (the 24 words can be copied, a passkey opens the vault,
/// another place is noticed), as Chromium 156 names them (`document.featurePolicy.features()`). Not in it:
/// `cross-origin-isolated`, which the opener and embedder policies are there for, and the `ch-*` hints, which only we would
/// receive.
const PERMISSIONS_POLICY: &str = "accelerometer=(), aria-notify=(), autoplay=(), browsing-topics=(), camera=(), \
    captured-surface-control=(), clipboard-read=(), clipboard-write=(self), compute-pressure=(), deferred-fetch=(), \
    deferred-fetch-minimal=(), digital-credentials-create=(), digital-credentials-get=(), display-capture=(), \
    encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(self), gyroscope=(), hid=(), identity-credentials-get=(), \
    idle-detection=(), keyboard-map=(), language-detector=(), language-model=(), local-fonts=(), local-network=(), \
    local-network-access=(), loopback-network=(), magnetometer=(), media-playback-while-not-visible=(), \
    microphone=(), midi=(), on-device-speech-recognition=(), otp-credentials=(), payment=(), picture-in-picture=(), \
    private-state-token-issuance=(), private-state-token-redemption=(), publickey-credentials-create=(self), \
    publickey-credentials-get=(self), screen-wake-lock=(), serial=(), speaker-selection=(), storage-access=(), \
    summarizer=(), sync-xhr=(), translator=(), unload=(), usb=(), window-management=(), xr-spatial-tracking=()";

/// The same on every answer, unless the answer itself says otherwise.
const SECURITY: [(&str, &str); 5] = [
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("permissions-policy", PERMISSIONS_POLICY),
];

/// The folder whose files carry a hash of their content in their name, so that a name never changes its content.
const HASHED: &str = "/assets/";
/// A browser may keep it for a year without asking.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// A browser may keep it, and asks each time whether it is still the same: `sw.js` above all.
const ASK_EACH_TIME: &str = "no-cache";
/// Nothing keeps it: it speaks of a person.
pub const NEVER_KEPT: &str = "no-store";

/// Which opener policy keeps which windows together.
pub mod opener {
    /// The page is alone with its own origin.
    pub const ALONE: &str = "same-origin";
    /// The page may be opened by another site and speak with it: the wallet's `/present`.
    pub const OPENED: &str = "unsafe-none";
    /// The page may open windows of other sites and speak with them: a publisher's pages.
    pub const OPENS: &str = "same-origin-allow-popups";
}

/// What the pages of a site may load and do, and whom they may open.
pub struct Dress {
    policy: HeaderValue,
    opener: &'static str,
}

impl Dress {
    /// The app: what comes from its own origin, and the issuer's answers.
    pub fn app(issuer: &str) -> Self {
        Self::new(
            &format!(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' {issuer}; \
                 img-src 'self' blob:; style-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; \
                 form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ownyou"
            ),
            opener::ALONE,
        )
    }

    /// The issuer: a page with a button, no script at all.
    pub fn issuer() -> Self {
        Self::new(
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            opener::ALONE,
        )
    }

    /// A publisher: its own scripts and styles, nothing inline.
    pub fn publisher() -> Self {
        Self::new(
            "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'; \
             base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
             trusted-types 'none'",
            opener::OPENS,
        )
    }

    fn new(policy: &str, opener: &'static str) -> Self {
        // No policy of ours is refused; were one, its pages would load nothing at all.
        let policy = HeaderValue::from_str(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { policy, opener }
    }

    /// Completes the headers of an answer for `path`; what the answer has set itself stays.
    pub fn complete(&self, headers: &mut HeaderMap, status: StatusCode, path: &str) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert_with(|| self.policy.clone());
        let opener = ("cross-origin-opener-policy", self.opener);
        for (name, value) in SECURITY.into_iter().chain([opener]) {
            headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
        }
        let found = status.is_success() || status == StatusCode::NOT_MODIFIED;
        let keep = if found && path.starts_with(HASHED) { FOR_EVER } else { ASK_EACH_TIME };
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static(keep));
    }
}
