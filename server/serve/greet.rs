//! What the server prints when it is there: the addresses, what moved, what to do next.

use std::{
    io::{self, Write},
    path::Path,
};

use super::{group::Group, port::Place};

/// Prints it. A reader of stdout that went away is no reason to stop serving.
pub fn greet(places: &[Place], data: &Path, sdk_missing: bool) {
    let mut text: String = places.iter().map(line).collect();
    text.push('\n');
    for (place, before) in places.iter().filter_map(|place| place.before.map(|before| (place, before))) {
        text.push_str(&moved(place.group, before));
    }
    if sdk_missing {
        text.push_str(
            "The demo's readers cannot log in: what publishers put on their pages is not built (make build).\n\n",
        );
    }
    if places.iter().any(|place| place.group == Group::App) {
        text.push_str(
            "Open that address in your browser. What you bring in stays in that browser, sealed, under that address.\n",
        );
    }
    let keeps = if places.iter().any(|place| place.group != Group::App) { "its books" } else { "only its settings" };
    text.push_str(&format!("The server keeps {keeps} in {}\nCtrl-C stops it.\n", data.display()));
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn line(place: &Place) -> String {
    let addresses = place.group.addresses(place.port).join(" and ");
    match place.group {
        Group::App => format!("OwnYou is at {addresses}\n"),
        Group::Issuer => format!("Its issuer is at {addresses}\n"),
        Group::Demo => format!("Two publishers are at {addresses}\n"),
    }
}

fn moved(group: Group, before: u16) -> String {
    let old = group.addresses(before).join(" and ");
    let (who, lost) = match group {
        Group::App => ("It was", "What your browser keeps for that address is still there"),
        Group::Issuer => ("The issuer was", "Credentials that it gave out there are not renewed at another address"),
        Group::Demo => ("The publishers were", "Their readers have other names at another address"),
    };
    let app = before.saturating_sub(group.offset());
    format!("{who} at {old} before. {lost};\nownyou serve {} --port {app} goes back to it.\n\n", group.name())
}
