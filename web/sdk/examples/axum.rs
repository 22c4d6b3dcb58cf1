//! A publisher on axum: one page with a login, the two routes behind it, and the SDK's files.
//!
//!     ORIGIN=https://news.example WALLET=https://app.example ISSUER=https://issuer.example cargo run --example publisher
//!
//! Listens on PORT, 8080 unless told, and stands behind whatever speaks https for ORIGIN. The issuer's keys are kept in
//! KEYS, ownyou-keys.json unless told, and fetched anew every day: nobody needs the issuer to log in.

use std::time::{Duration, Instant};
use std::{collections::HashMap, env, error::Error, fs, process::Command, sync::Arc, thread};

use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header::CONTENT_TYPE, header::COOKIE, header::SET_COOKIE};
use axum::response::{Html, IntoResponse, Response};
use axum::{Json, Router, middleware::map_response, routing::get, routing::get_service, routing::post};
use ownyou::present::{self, CALLBACK, CHALLENGE_SECONDS, KeySet, Origin, Purpose::Content, Request};
use ownyou::{error::Explain, random::Random, random::SystemRandom, time::Time};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::Mutex};
use tower_http::services::ServeFile;

const HEAD: &str = r#"<meta name="viewport" content="width=device-width"><script src="/ownyou.js" async></script>"#;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const HEADERS: [(&str, &str); 4] = [
    ("content-security-policy", POLICY),
    ("cross-origin-opener-policy", "same-origin-allow-popups"),
    ("x-content-type-options", "nosniff"),
    ("cache-control", "no-store"),
];

struct Site {
    origin: Origin,
    wallet: Origin,
    keys: Mutex<Arc<KeySet>>,
    sessions: Mutex<HashMap<String, Session>>,
}

/// When it began, who reads, and what they were asked, with which keys.
struct Session(Instant, Option<String>, Option<(Request, Arc<KeySet>)>);

/// What a visitor hears: a code. What it means is for the log.
type Refused = (StatusCode, Json<Value>);

/// `GET /ownyou/challenge?max=2`: a request, kept in the visitor's session.
async fn challenge(
    State(site): State<Arc<Site>>,
    Query(asked): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Refused> {
    is_own(&headers)?;
    let max = asked.get("max").map_or(Ok(2), |max| max.parse()).map_err(|_| no("malformed"))?;
    let keys = site.keys.lock().await.clone();
    let request = Request::new(&site.origin, max, &[Content], &keys, &SystemRandom).map_err(|why| no(why.code()))?;
    let body = ([(CONTENT_TYPE, "application/json")], format!("{{\"request\":{}}}", request.to_json()));
    let reader = site.sessions.lock().await.remove(&session_of(&headers)).and_then(|Session(_, reader, _)| reader);
    Ok((begin(&site, Session(Instant::now(), reader, Some((request, keys)))).await?, body))
}

/// `POST /ownyou/verify`: who logs in, if the answer is believed.
async fn log_in(State(site): State<Arc<Site>>, headers: HeaderMap, body: String) -> Result<impl IntoResponse, Refused> {
    is_own(&headers)?;
    let answer: Value = serde_json::from_str(&body).map_err(|_| no("malformed"))?;
    let token = answer.pointer("/vp_token/ownyou/0").and_then(Value::as_str).ok_or_else(|| no("malformed"))?;
    // Whatever comes of it, the challenge is used up.
    let id = session_of(&headers);
    let asked = site.sessions.lock().await.get_mut(&id).and_then(|Session(at, _, asked)| Some((*at, asked.take()?)));
    let (made, (request, keys)) = asked.ok_or_else(|| no("no-challenge"))?;
    if made.elapsed().as_secs() >= CHALLENGE_SECONDS.unsigned_abs() {
        return Err(no("challenge-expired"));
    }
    let now = Time::utc(jiff::Timestamp::now());
    let login = present::verify(token, &request, &site.origin, &keys, now).map_err(|why| no(why.code()))?;
    let segments: Vec<_> = login.segments.iter().map(|each| json!({ "id": each.id, "name": each.name })).collect();
    let body = json!({ "sub": login.sub, "segments": segments, "assurance": login.assurance });
    site.sessions.lock().await.remove(&id);
    Ok((begin(&site, Session(Instant::now(), Some(login.sub), None)).await?, Json(body)))
}

/// Every text in it is ours, or base64url.
async fn page(State(site): State<Arc<Site>>, headers: HeaderMap) -> Html<String> {
    let reader = site.sessions.lock().await.get(&session_of(&headers)).and_then(|Session(_, reader, _)| reader.clone());
    let wallet = &site.wallet;
    let button =
        format!(r#"<ownyou-login endpoint="/ownyou" wallet="{wallet}" max-segments="2" reload></ownyou-login>"#);
    let way = reader.map_or(button, |sub| format!("<p>You are <code>{sub}</code> here.</p>"));
    Html(format!("<!doctype html><html lang=\"en\"><title>News</title>{HEAD}<h1>News</h1>{way}</html>"))
}

/// Keeps a session under a new name; the cookie that says it.
async fn begin(site: &Site, session: Session) -> Result<[(HeaderName, String); 1], Refused> {
    let id = present::encode(&SystemRandom.array::<32>().map_err(|_| no("no-randomness"))?);
    let mut sessions = site.sessions.lock().await;
    sessions.retain(|_, Session(made, ..)| made.elapsed() < DAY);
    sessions.insert(id.clone(), session);
    Ok([(SET_COOKIE, format!("__Host-ownyou={id}; Path=/; Secure; HttpOnly; SameSite=Lax"))])
}

fn session_of(headers: &HeaderMap) -> String {
    let cookies = headers.get(COOKIE).and_then(|line| line.to_str().ok()).unwrap_or_default();
    cookies.split("; ").find_map(|pair| pair.strip_prefix("__Host-ownyou=")).unwrap_or_default().to_owned()
}

/// Browsers say it; other sites' pages cannot change it.
fn is_own(headers: &HeaderMap) -> Result<(), Refused> {
    headers.get("sec-fetch-site").is_none_or(|from| from == "same-origin").then_some(()).ok_or_else(|| no("other-site"))
}

fn no(code: &str) -> Refused {
    (StatusCode::FORBIDDEN, Json(json!({ "code": code })))
}

/// What the issuer publishes, with whatever speaks https here.
fn fetch(issuer: &Origin) -> Option<KeySet> {
    let url = format!("{issuer}/.well-known/ownyou/issuer");
    let said = Command::new("curl").args(["--fail", "--silent", "--max-time", "10", &url]).output().ok()?;
    KeySet::from_json(std::str::from_utf8(&said.stdout).ok()?).ok()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let told = |name: &str, unless: &str| env::var(name).unwrap_or_else(|_| unless.to_owned());
    let (origin, wallet) = (told("ORIGIN", "").parse()?, told("WALLET", "").parse()?);
    let (issuer, file): (Origin, _) = (told("ISSUER", "").parse()?, told("KEYS", "ownyou-keys.json"));
    let kept = fs::read_to_string(&file).ok().and_then(|text| KeySet::from_json(&text).ok());
    let keys = fetch(&issuer).or(kept).ok_or("the issuer's keys are neither at ISSUER nor in KEYS")?;
    fs::write(&file, keys.to_json())?;
    let site = Arc::new(Site { origin, wallet, keys: Mutex::new(Arc::new(keys)), sessions: Mutex::default() });
    let refreshed = Arc::clone(&site);
    thread::spawn(move || {
        loop {
            thread::sleep(DAY);
            if let Some(keys) = fetch(&issuer) {
                let _ = fs::write(&file, keys.to_json());
                *refreshed.keys.blocking_lock() = Arc::new(keys);
            }
        }
    });
    let file = |name| get_service(ServeFile::new(format!("web/sdk/dist/{name}")));
    let app = Router::new()
        .route("/", get(page))
        .route("/ownyou/challenge", get(challenge))
        .route("/ownyou/verify", post(log_in))
        .route("/ownyou.js", file("ownyou.js"))
        .route(CALLBACK, file("cb.html"))
        .route("/.well-known/ownyou/cb.js", file("cb.js"))
        .layer(DefaultBodyLimit::max(16 * 1024))
        .layer(map_response(async |answer: Response| (HEADERS, answer)))
        .with_state(site);
    let listener = TcpListener::bind(("127.0.0.1", told("PORT", "8080").parse()?)).await?;
    eprintln!("{} listens on port {}", told("ORIGIN", ""), told("PORT", "8080"));
    Ok(axum::serve(listener, app).await?)
}
