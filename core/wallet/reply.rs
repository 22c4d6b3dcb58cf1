//! What goes back to a publisher: a response, or one refusal that says nothing about why, and is as long.

use serde::Serialize;

use crate::present::Token;

use super::{asking::Received, log::Carried};

const DENIED: &str = "access_denied";

/// An answer, ready to go: posted to the window that asked, or as an address to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// JSON text of the message for the port.
    Message(String),
    /// The publisher's callback with the answer in its fragment.
    Navigate(String),
    /// Nowhere to send anything: the request named nobody.
    Nothing,
}

#[derive(Serialize)]
struct Response<'a> {
    ownyou: u8,
    r#type: &'static str,
    state: &'a str,
    vp_token: VpToken<'a>,
}

#[derive(Serialize)]
struct VpToken<'a> {
    ownyou: [&'a str; 1],
}

#[derive(Serialize)]
struct Denied {
    ownyou: u8,
    r#type: &'static str,
    error: &'static str,
    pad: String,
}

impl Reply {
    pub(super) fn yes(received: &Received, token: &str) -> Self {
        let state = received.request.state();
        match received.by {
            Carried::Popup => Self::Message(response(state, token)),
            Carried::Callback => {
                Self::Navigate(format!("{}#v=1&state={state}&vp_token={token}", received.request.callback()))
            }
        }
    }

    /// No, for whatever reason. `received` is none where the request itself was refused; `has_opener` says whether a
    /// window waits.
    pub fn no(received: Option<&Received>, has_opener: bool) -> Self {
        match received {
            _ if has_opener => Self::Message(denied()),
            Some(received) => {
                let state = received.request.state();
                Self::Navigate(format!("{}#v=1&state={state}&error={DENIED}", received.request.callback()))
            }
            None => Self::Nothing,
        }
    }
}

fn response(state: &str, token: &str) -> String {
    let response = Response { ownyou: 1, r#type: "response", state, vp_token: VpToken { ownyou: [token] } };
    // Texts and numbers only: nothing that serde_json could refuse.
    serde_json::to_string(&response).unwrap_or_default()
}

/// As long as every response.
fn denied() -> String {
    let token = "A".repeat(data_encoding::BASE64URL_NOPAD.encode_len(Token::BYTES));
    let length = response(&"A".repeat(data_encoding::BASE64URL_NOPAD.encode_len(16)), &token).len();
    let message = |pad| {
        let denied = Denied { ownyou: 1, r#type: "error", error: DENIED, pad };
        serde_json::to_string(&denied).unwrap_or_default()
    };
    let bare = message(String::new()).len();
    message("-".repeat(length.saturating_sub(bare)))
}
