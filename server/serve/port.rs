//! The port: chosen once, kept, and never changed behind the person's back.
//!
//! A browser keeps the vault under scheme, host and port. A server that quietly moved to another port would show an
//! empty app; one that shared its port would hand the app's origin to another program.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
};

use tokio::net::TcpListener;

use super::{ServeError, state::State};

/// The port of a first start.
const FIRST: u16 = 8787;
/// How often to ask for a free port that is free in both address families.
const ATTEMPTS: usize = 16;

/// Where the server lives this time.
pub struct Place {
    /// The port.
    pub port: u16,
    /// The port it lived at before, when it has just moved.
    pub before: Option<u16>,
    /// One listener an address family.
    pub listeners: Vec<TcpListener>,
}

/// Takes the port: the one `asked` for, else the one kept, else the first choice or a free one; and keeps it.
pub async fn settle(state: &State, asked: Option<u16>) -> Result<Place, ServeError> {
    let kept = state.port()?;
    match (asked, kept) {
        (Some(port), Some(kept)) if port != kept => {
            let (port, listeners) = take(port).await.map_err(|source| refused(port, source, ServeError::Taken))?;
            state.move_to_port(port)?;
            Ok(Place { port, before: Some(kept), listeners })
        }
        (_, Some(kept)) => {
            let (port, listeners) = take(kept).await.map_err(|source| refused(kept, source, ServeError::Occupied))?;
            Ok(Place { port, before: None, listeners })
        }
        (asked, None) => {
            let (port, listeners) = match asked {
                Some(port) => take(port).await.map_err(|source| refused(port, source, ServeError::Taken))?,
                None => match take(FIRST).await {
                    Ok(taken) => taken,
                    Err(_) => take(0).await.map_err(|source| refused(FIRST, source, ServeError::Taken))?,
                },
            };
            match state.keep_first_port(port)? {
                kept if kept == port => Ok(Place { port, before: None, listeners }),
                kept => Err(ServeError::Occupied(kept)),
            }
        }
    }
}

fn refused(port: u16, source: io::Error, taken: fn(u16) -> ServeError) -> ServeError {
    match source.kind() {
        io::ErrorKind::AddrInUse => taken(port),
        _ => ServeError::Refused { port, source },
    }
}

/// Listens at `port`, or at a free one for 0, on the loopback addresses that this machine has.
async fn take(port: u16) -> io::Result<(u16, Vec<TcpListener>)> {
    let attempts = if port == 0 { ATTEMPTS } else { 1 };
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for _ in 0..attempts {
        let v4 = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let port = v4.local_addr()?.port();
        // Browsers try [::1] first: a port that another program has there is not ours, whatever 127.0.0.1 says.
        match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await {
            Ok(v6) => return Ok((port, vec![v4, v6])),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
            // No IPv6 on this machine.
            Err(_) => return Ok((port, vec![v4])),
        }
    }
    Err(last)
}
