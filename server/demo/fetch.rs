//! One file over HTTP from another server on this machine or in this network.
//!
//! The resolver of many systems does not know `*.localhost`, so such a host is asked at 127.0.0.1 under its own name. A
//! publisher in the world would fetch over HTTPS, with whatever it has; the demo has nothing to do there.

use std::{io, net::Ipv4Addr, time::Duration};

use ownyou::present::Origin;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest answer, bytes.
const LIMIT: u64 = 256 * 1024;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Only HTTP is spoken here.
    #[error("{0} is not an http address")]
    NotHttp(Origin),
    /// The connection failed.
    #[error("the server cannot be reached: {0}")]
    Connection(#[from] io::Error),
    /// It took too long.
    #[error("the server does not answer")]
    Timeout,
    /// It answered something else.
    #[error("the server answered something else")]
    Answer,
}

/// What is at `path` of `origin`, as text.
pub async fn text(origin: &Origin, path: &str) -> Result<String, FetchError> {
    timeout(PATIENCE, get(origin, path)).await.unwrap_or(Err(FetchError::Timeout))
}

async fn get(origin: &Origin, path: &str) -> Result<String, FetchError> {
    let authority = origin.as_str().strip_prefix("http://").ok_or_else(|| FetchError::NotHttp(origin.clone()))?;
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "80"));
    let port: u16 = port.parse().map_err(|_| FetchError::Answer)?;
    let mut stream = match host == "localhost" || host.ends_with(".localhost") {
        true => TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?,
        false => TcpStream::connect((host, port)).await?,
    };
    // HTTP/1.0: the answer comes in one piece and ends with the connection.
    stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: {authority}\r\n\r\n").as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.take(LIMIT).read_to_end(&mut bytes).await?;
    body(&bytes).ok_or(FetchError::Answer)
}

/// The body of an answer that says 200 and is whole.
fn body(answer: &[u8]) -> Option<String> {
    let (head, body) = std::str::from_utf8(answer).ok()?.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let (_, status) = lines.next()?.split_once(' ')?;
    let length = lines
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse::<usize>().ok());
    (status.starts_with("200") && length.is_none_or(|length| length == body.len())).then(|| body.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_answer_counts() {
        for (answer, expected) in [
            ("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", Some("{}")),
            ("HTTP/1.1 200 OK\r\n\r\n{}", Some("{}")),
            ("HTTP/1.0 200 OK\r\ncontent-length: 3\r\n\r\n{}", None),
            ("HTTP/1.0 404 Not Found\r\n\r\n{}", None),
            ("HTTP/1.0 200 OK\r\nContent", None),
            ("200", None),
            ("", None),
        ] {
            assert_eq!(body(answer.as_bytes()).as_deref(), expected, "{answer}");
        }
    }
}
