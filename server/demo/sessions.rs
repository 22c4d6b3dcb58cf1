//! Who is reading: sessions in memory, and the cookie that names one.
//!
//! A challenge belongs to the session that asked for it, so that a token delivered into another session is refused. The
//! session gets a new name when its reader logs in, so that a name planted before is worth nothing after.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::{HeaderMap, HeaderValue, header};
use data_encoding::BASE64URL_NOPAD;
use ownyou::{
    present::{Assurance, CHALLENGE_SECONDS, KeySet, Request, Segment},
    random::{NoRandomness, Random, SystemRandom},
};

/// The cookie; its prefix makes a browser take it only over a secure connection and for this one host.
const COOKIE: &str = "__Host-ownyou";
/// How long a session without a reader is kept.
const ANONYMOUS: Duration = Duration::from_secs(10 * 60);
/// How long a reader stays logged in.
const LOGGED_IN: Duration = Duration::from_secs(12 * 60 * 60);
/// How many sessions there are at most: beyond it, the oldest goes.
const MOST: usize = 10_000;

/// Who logged in.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Their pseudonym here.
    pub sub: String,
    /// What they told at this login.
    pub segments: Vec<Segment>,
    /// What the issuer checked.
    pub assurance: Assurance,
}

struct Session {
    touched: Instant,
    reader: Option<Reader>,
    challenge: Option<Pending>,
}

/// A challenge that waits for its answer.
pub struct Pending {
    /// What was asked.
    pub request: Request,
    /// The keys that it names.
    pub keys: Arc<KeySet>,
    made: Instant,
}

/// What became of a challenge.
pub enum Challenge {
    /// It is this session's, and fresh; nobody gets it again.
    Open(Box<Pending>),
    /// It is this session's, and too old.
    Expired,
    /// This session has none.
    None,
}

/// All sessions of a publisher.
#[derive(Default)]
pub struct Sessions {
    all: Mutex<HashMap<String, Session>>,
}

impl Sessions {
    /// Who is reading.
    pub fn reader(&self, id: Option<&str>) -> Option<Reader> {
        self.with(|all, now| {
            let session = all.get_mut(id?)?;
            session.touched = now;
            session.reader.clone()
        })
    }

    /// Gives the session `id`, or a new one, its next challenge, which replaces the one before; the session's name.
    pub fn challenge(&self, id: Option<&str>, request: Request, keys: Arc<KeySet>) -> Result<String, NoRandomness> {
        let fresh = name()?;
        Ok(self.with(|all, now| {
            let id = id.filter(|id| all.contains_key(*id)).map_or(fresh, str::to_owned);
            let empty = Session { touched: now, reader: None, challenge: None };
            let session = all.entry(id.clone()).or_insert(empty);
            session.touched = now;
            session.challenge = Some(Pending { request, keys, made: now });
            id
        }))
    }

    /// Takes the session's challenge: whatever comes of it, it is used up.
    pub fn take_challenge(&self, id: Option<&str>) -> Challenge {
        self.with(|all, now| {
            let taken = id.and_then(|id| all.get_mut(id)).and_then(|session| session.challenge.take());
            match taken {
                None => Challenge::None,
                Some(pending) if is_fresh(pending.made, now) => Challenge::Open(Box::new(pending)),
                Some(_) => Challenge::Expired,
            }
        })
    }

    /// Ends the session `before` and begins the reader's own, whose name is returned.
    pub fn log_in(&self, before: Option<&str>, reader: Reader) -> Result<String, NoRandomness> {
        let id = name()?;
        self.with(|all, now| {
            before.and_then(|before| all.remove(before));
            all.insert(id.clone(), Session { touched: now, reader: Some(reader), challenge: None });
        });
        Ok(id)
    }

    /// Ends the session.
    pub fn log_out(&self, id: Option<&str>) {
        self.with(|all, _| id.and_then(|id| all.remove(id)));
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashMap<String, Session>, Instant) -> T) -> T {
        let now = Instant::now();
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, session| {
            let keep = if session.reader.is_some() { LOGGED_IN } else { ANONYMOUS };
            now.saturating_duration_since(session.touched) < keep
        });
        let done = work(&mut all, now);
        if all.len() > MOST
            && let Some(oldest) = all.iter().min_by_key(|(_, session)| session.touched).map(|(id, _)| id.clone())
        {
            all.remove(&oldest);
        }
        done
    }
}

fn is_fresh(made: Instant, now: Instant) -> bool {
    let seconds = now.saturating_duration_since(made).as_secs();
    i64::try_from(seconds).is_ok_and(|seconds| seconds < CHALLENGE_SECONDS)
}

fn name() -> Result<String, NoRandomness> {
    Ok(BASE64URL_NOPAD.encode(&SystemRandom.array::<32>()?))
}

/// The session that a request names.
pub fn named(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

/// The header that names session `id` from now on.
pub fn cookie(id: &str) -> HeaderValue {
    set(&format!("{COOKIE}={id}; Path=/; Secure; HttpOnly; SameSite=Lax"))
}

/// The header that names none.
pub fn no_cookie() -> HeaderValue {
    set(&format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"))
}

/// Names are base64url: no header refuses them.
fn set(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_session_s_own_cookie_names_it() {
        for (line, expected) in [
            ("__Host-ownyou=abc", Some("abc")),
            ("a=b; __Host-ownyou=abc; c=d", Some("abc")),
            ("ownyou=abc; x__Host-ownyou=d", None),
            ("__Host-ownyou", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(line));
            assert_eq!(named(&headers).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_challenge_is_fresh_for_two_minutes() {
        let made = Instant::now();
        assert!(is_fresh(made, made + Duration::from_secs(119)));
        assert!(!is_fresh(made, made + Duration::from_secs(120)));
    }

    #[test]
    fn a_login_renames_the_session_and_ends_the_old_name() {
        let sessions = Sessions::default();
        let reader = Reader { sub: "sub".into(), segments: Vec::new(), assurance: Assurance::Invited };
        let first = sessions.log_in(None, reader.clone()).unwrap();
        let second = sessions.log_in(Some(&first), reader).unwrap();
        assert_ne!(first, second);
        assert!(sessions.reader(Some(&first)).is_none());
        assert_eq!(sessions.reader(Some(&second)).unwrap().sub, "sub");
        sessions.log_out(Some(&second));
        assert!(sessions.reader(Some(&second)).is_none());
        assert!(sessions.reader(None).is_none());
    }

    #[test]
    fn there_are_never_too_many_sessions() {
        let sessions = Sessions::default();
        let reader = Reader { sub: "sub".into(), segments: Vec::new(), assurance: Assurance::Invited };
        let first = sessions.log_in(None, reader.clone()).unwrap();
        sessions.all.lock().unwrap().extend((0..MOST).map(|number| {
            (number.to_string(), Session { touched: Instant::now(), reader: Some(reader.clone()), challenge: None })
        }));
        let last = sessions.log_in(None, reader).unwrap();
        assert!(sessions.all.lock().unwrap().len() <= MOST + 1);
        assert!(sessions.reader(Some(&first)).is_none());
        assert!(sessions.reader(Some(&last)).is_some());
    }
}
