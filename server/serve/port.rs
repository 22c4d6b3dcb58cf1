//! The ports: each chosen once, kept, and never changed behind the person's back.
//!
//! A browser keeps the vault under scheme, host and port, and a pseudonym is one publisher's address long. A server that
//! quietly moved to another port would show an empty app and meet strangers; one that shared its port would hand the
//! site's origin to another program.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
};

use tokio::net::TcpListener;

use super::{error::ServeError, group::Group, state::State};

/// The app's port at a first start; the other groups are next to it.
const FIRST: u16 = 8787;
/// How often to ask for a free port that is free in both address families.
const ATTEMPTS: usize = 16;

/// Where a group lives this time.
pub struct Place {
    /// The group.
    pub group: Group,
    /// The port.
    pub port: u16,
    /// The port it lived at before, when it has just moved.
    pub before: Option<u16>,
    /// One listener an address family.
    pub listeners: Vec<TcpListener>,
}

/// The port meant for `group` where `app` is asked for the app's; 0 is any free one for each.
pub fn of(group: Group, app: u16) -> Result<u16, ServeError> {
    match app {
        0 => Ok(0),
        _ => app.checked_add(group.offset()).ok_or(ServeError::TooHigh(app)),
    }
}

/// The port at which `group` is found when another process serves it: the kept one, else the first choice.
pub fn known(state: &State, group: Group) -> Result<u16, ServeError> {
    match state.port(group)? {
        Some(port) => Ok(port),
        None => of(group, FIRST),
    }
}

/// Takes the port of `group`: the one `asked` for, else the one kept, else the first choice or a free one; keeps it.
pub async fn settle(state: &State, group: Group, asked: Option<u16>) -> Result<Place, ServeError> {
    let kept = state.port(group)?;
    let occupied = move |port| ServeError::Occupied { group, port };
    match (asked, kept) {
        (Some(port), Some(kept)) if port != kept => {
            let (port, listeners) = take(port).await.map_err(|source| refused(port, source, ServeError::Taken))?;
            state.move_to_port(group, port)?;
            Ok(Place { group, port, before: Some(kept), listeners })
        }
        (_, Some(kept)) => {
            let (port, listeners) = take(kept).await.map_err(|source| refused(kept, source, occupied))?;
            Ok(Place { group, port, before: None, listeners })
        }
        (asked, None) => {
            let (port, listeners) = match asked {
                Some(port) => take(port).await.map_err(|source| refused(port, source, ServeError::Taken))?,
                None => first(of(group, FIRST)?).await?,
            };
            match state.keep_first_port(group, port)? {
                kept if kept == port => Ok(Place { group, port, before: None, listeners }),
                kept => Err(occupied(kept)),
            }
        }
    }
}

/// The first choice, or a free port where that is taken.
async fn first(choice: u16) -> Result<(u16, Vec<TcpListener>), ServeError> {
    match take(choice).await {
        Ok(taken) => Ok(taken),
        Err(_) => take(0).await.map_err(|source| refused(choice, source, ServeError::Taken)),
    }
}

fn refused(port: u16, source: io::Error, taken: impl FnOnce(u16) -> ServeError) -> ServeError {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_next_to_each_other_where_a_port_is_named() {
        let all = |app| Group::ALL.map(|group| of(group, app).ok());
        assert_eq!(all(9000), [Some(9000), Some(9001), Some(9002)]);
        assert_eq!(all(0), [Some(0), Some(0), Some(0)]);
        assert_eq!(all(65534), [Some(65534), Some(65535), None]);
    }
}
