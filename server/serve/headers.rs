//! The headers of every answer, errors included, and how long a browser may keep which file.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::CACHE_CONTROL};

/// What a page of ours may load and do: what comes from its own origin, with Trusted Types, and nothing else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    worker-src 'self'; connect-src 'self'; img-src 'self' blob:; style-src 'self'; font-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types ownyou";

/// Every ability of a browser, closed but for the one that we use (the 24 words can be copied), as Chromium 156 names them
/// (`document.featurePolicy.features()`). Not in it: `cross-origin-isolated`, which the opener and embedder policies
/// are there for, and the `ch-*` hints, which only we would receive.
const PERMISSIONS_POLICY: &str = "accelerometer=(), aria-notify=(), autoplay=(), browsing-topics=(), camera=(), \
    captured-surface-control=(), clipboard-read=(), clipboard-write=(self), compute-pressure=(), deferred-fetch=(), \
    deferred-fetch-minimal=(), digital-credentials-create=(), digital-credentials-get=(), display-capture=(), \
    encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), \
    idle-detection=(), keyboard-map=(), language-detector=(), language-model=(), local-fonts=(), local-network=(), \
    local-network-access=(), loopback-network=(), magnetometer=(), media-playback-while-not-visible=(), \
    microphone=(), midi=(), on-device-speech-recognition=(), otp-credentials=(), payment=(), picture-in-picture=(), \
    private-state-token-issuance=(), private-state-token-redemption=(), publickey-credentials-create=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), speaker-selection=(), storage-access=(), \
    summarizer=(), sync-xhr=(), translator=(), unload=(), usb=(), window-management=(), xr-spatial-tracking=()";

/// The same on every answer.
const SECURITY: [(&str, &str); 7] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("permissions-policy", PERMISSIONS_POLICY),
];

/// The folder whose files carry a hash of their content in their name, so that a name never changes its content.
const HASHED: &str = "/assets/";
/// A browser may keep it for a year without asking.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// A browser may keep it, and asks each time whether it is still the same: `sw.js` above all.
const ASK_EACH_TIME: &str = "no-cache";

/// Completes the headers of an answer for `path`.
pub fn complete(headers: &mut HeaderMap, status: StatusCode, path: &str) {
    for (name, value) in SECURITY {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let found = status.is_success() || status == StatusCode::NOT_MODIFIED;
    let keep = if found && path.starts_with(HASHED) { FOR_EVER } else { ASK_EACH_TIME };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
}
