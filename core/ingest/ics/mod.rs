//! Calendars (RFC 5545): one event at a time → one record. Recurring events are kept as their rule, not expanded.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::{
    Item, Sink, SkipReason, charset,
    lines::Lines,
    occurrence::Occurrences,
    property::{Property, Unfolded},
    skip,
};

mod event;
mod windows;
mod zone;

use zone::{Definition, Zones};

/// The most of one event that is kept while it is read, bytes, and what a property counts besides its own.
const EVENT_LIMIT: usize = 1024 * 1024;
const PROPERTY_COST: usize = 128;

/// Reads a calendar.
pub struct Calendar {
    lines: Lines,
    unfolded: Unfolded,
    state: State,
}

struct State {
    zones: Zones,
    occurrences: Occurrences,
    name: Option<String>,
    /// Open `VCALENDAR`s.
    open: bool,
    began: bool,
    component: Component,
    events: u64,
}

enum Component {
    /// Between events.
    None,
    /// In an event; `room` is what is left of its limit, `depth` counts the components within it (alarms), whose
    /// lines are not the event's.
    Event { properties: Vec<Property>, room: usize, depth: u32 },
    /// In the definition of a zone.
    Zone(Box<Definition>),
    /// In something else, named.
    Other(String),
}

impl Calendar {
    /// A reader at the start of a file; `zone` is for times without one.
    pub fn new(zone: TimeZone) -> Self {
        let state = State {
            zones: Zones::new(zone),
            occurrences: Occurrences::default(),
            name: None,
            open: false,
            began: false,
            component: Component::None,
            events: 0,
        };
        Self { lines: Lines::new(b'\n'), unfolded: Unfolded::default(), state }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink) {
        let Self { lines, unfolded, state } = self;
        lines.push(bytes, &mut |line| unfolded.push(line, &mut |line| state.line(line, sink)));
    }

    /// The file is complete.
    pub fn finish(self, sink: Sink) {
        let Self { lines, mut unfolded, mut state } = self;
        lines.finish(&mut |line| unfolded.push(line, &mut |line| state.line(line, sink)));
        unfolded.finish(&mut |line| state.line(line, sink));
        if !matches!(state.component, Component::None) || state.open {
            sink(skip(state.place(), SkipReason::Truncated));
        }
    }
}

impl State {
    fn place(&self) -> String {
        format!("event {}", self.events.max(1))
    }

    fn line(&mut self, line: &[u8], sink: Sink) {
        let line = if self.began { line } else { charset::without_mark(line) };
        self.began |= !line.is_empty();
        let Some(property) = Property::parse(&charset::text(line)) else { return };
        match property.name.as_str() {
            "BEGIN" => self.begin(&property.value.trim().to_ascii_uppercase(), sink),
            "END" => self.end(&property.value.trim().to_ascii_uppercase(), sink),
            _ => match &mut self.component {
                Component::Event { properties, room, depth: 0 } if event::is_wanted(&property.name) => {
                    if let Some(left) = room.checked_sub(line.len().saturating_add(PROPERTY_COST)) {
                        *room = left;
                        properties.push(property);
                    }
                }
                Component::Zone(definition) => definition.add(&property),
                Component::None if property.name == "X-WR-CALNAME" => {
                    self.name = Some(property.text()).filter(|name| !name.is_empty());
                }
                _ => {}
            },
        }
    }

    fn begin(&mut self, name: &str, sink: Sink) {
        match &mut self.component {
            Component::Event { depth, .. } if !matches!(name, "VEVENT" | "VCALENDAR") => {
                *depth = depth.saturating_add(1);
                return;
            }
            Component::Event { .. } => sink(skip(self.place(), SkipReason::Truncated)),
            Component::Zone(definition) if !matches!(name, "VEVENT" | "VCALENDAR") => return definition.begin(name),
            Component::Other(_) if !matches!(name, "VEVENT" | "VCALENDAR") => return,
            _ => {}
        }
        self.component = match name {
            "VCALENDAR" => {
                self.open = true;
                self.name = None;
                Component::None
            }
            "VEVENT" => Component::Event { properties: Vec::new(), room: EVENT_LIMIT, depth: 0 },
            "VTIMEZONE" => Component::Zone(Box::default()),
            _ => Component::Other(name.to_owned()),
        };
        if matches!(name, "VEVENT" | "VTODO" | "VJOURNAL") {
            self.events = self.events.saturating_add(1);
        }
    }

    fn end(&mut self, name: &str, sink: Sink) {
        if name == "VCALENDAR" {
            if !matches!(self.component, Component::None) {
                sink(skip(self.place(), SkipReason::Truncated));
            }
            self.open = false;
            self.component = Component::None;
            return;
        }
        match std::mem::replace(&mut self.component, Component::None) {
            Component::Event { properties, depth: 0, .. } => self.event(&properties, sink),
            Component::Event { properties, room, depth } => {
                self.component = Component::Event { properties, room, depth: depth - 1 };
            }
            Component::Zone(definition) if name == "VTIMEZONE" => self.zones.define(*definition),
            Component::Other(open) if open == name => {
                if matches!(name, "VTODO" | "VJOURNAL") {
                    sink(skip(self.place(), SkipReason::NotAnEvent));
                }
            }
            other => self.component = other,
        }
    }

    fn event(&mut self, properties: &[Property], sink: Sink) {
        match event::record(properties, &mut self.zones, &mut self.occurrences) {
            Ok(mut record) => {
                if let Some(name) = &self.name {
                    record.extra.insert("calendar".into(), name.as_str().into());
                }
                sink(Item::Record(Box::new(record)));
            }
            Err(why) => sink(skip(self.place(), why)),
        }
    }
}

/// What zones were found by name, so that each is looked up once.
type Cache = HashMap<String, Option<TimeZone>>;

#[cfg(test)]
mod tests;
