//! JSON of any length → one object of its lists at a time, as bytes.
//!
//! Only one object is ever held. Depth is counted instead of recursed into, so no nesting can exhaust the stack.

use super::SkipReason;

/// What is looked for in a file.
#[derive(Debug, Clone, Copy)]
pub struct Lists {
    /// The names of the lists that are meant; the list that is the whole file has the name "".
    pub names: &'static [&'static [u8]],
    /// Whether a file that is one object is itself such an object, until one of the lists is met in it. Otherwise the
    /// objects of lists with other names are given too, as not `known`.
    pub root: bool,
    /// The largest object, bytes.
    pub size: usize,
    /// The deepest nesting within an object.
    pub depth: u64,
}

/// An object of a list.
#[derive(Debug)]
pub struct Cut<'a> {
    /// Its bytes, or why it is not held.
    pub object: Result<&'a [u8], SkipReason>,
    /// Whether its list is one of those named.
    pub known: bool,
}

/// Cuts a file, pushed in chunks of any size, into the objects of its lists.
pub struct Cutter {
    lists: Lists,
    depth: u64,
    in_string: bool,
    escaped: bool,
    root_seen: bool,
    /// The last text at the top of the file.
    key: Vec<u8>,
    list: Option<List>,
    element: Option<Element>,
    known_seen: bool,
}

/// The list the cutter is in; what is around the root counts as one.
struct List {
    depth: u64,
    known: bool,
}

/// The object being collected.
#[derive(Default)]
struct Element {
    bytes: Vec<u8>,
    trouble: Option<SkipReason>,
}

impl Cutter {
    /// At the start of a file.
    pub fn new(lists: Lists) -> Self {
        Self {
            lists,
            depth: 0,
            in_string: false,
            escaped: false,
            root_seen: false,
            key: Vec::new(),
            list: None,
            element: None,
            known_seen: false,
        }
    }

    /// Whether one of the lists named was met.
    pub fn known_seen(&self) -> bool {
        self.known_seen
    }

    /// Whether everything that was opened is closed.
    pub fn is_complete(&self) -> bool {
        self.depth == 0
    }

    /// Takes the next bytes and gives the objects that they complete to `sink`.
    pub fn push(&mut self, mut bytes: &[u8], sink: &mut dyn FnMut(Cut)) {
        while let [first, rest @ ..] = bytes {
            let (plain, after) = bytes.split_at_checked(self.plain(bytes)).unwrap_or((bytes, &[]));
            if plain.is_empty() {
                self.byte(*first, sink);
                bytes = rest;
            } else {
                self.collect(plain);
                if self.in_string && self.depth == 1 {
                    self.key.extend(plain.iter().take(64_usize.saturating_sub(self.key.len())));
                }
                bytes = after;
            }
        }
    }

    /// How many of the next bytes open and close nothing.
    fn plain(&self, bytes: &[u8]) -> usize {
        let end = match (self.in_string, self.escaped) {
            (true, true) => Some(0),
            (true, false) => bytes.iter().position(|byte| matches!(byte, b'"' | b'\\')),
            (false, _) => bytes.iter().position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']')),
        };
        end.unwrap_or(bytes.len())
    }

    fn byte(&mut self, byte: u8, sink: &mut dyn FnMut(Cut)) {
        if self.in_string {
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            if self.in_string && self.depth == 1 && self.key.len() < 64 {
                self.key.push(byte);
            }
            return self.collect(&[byte]);
        }
        match byte {
            b'{' | b'[' => self.open(byte),
            b'}' | b']' => self.close(byte, sink),
            _ => {
                self.in_string = true;
                if self.depth == 1 {
                    self.key.clear();
                }
                self.collect(&[byte]);
            }
        }
    }

    fn open(&mut self, byte: u8) {
        let depth = self.depth;
        let known = self.lists.names.contains(&self.key.as_slice());
        if byte == b'[' && self.begins_list(known) {
            self.known_seen |= known;
            self.list = Some(List { depth: depth.saturating_add(1), known });
            self.element = None;
        } else if byte == b'{' && self.lists.root && !self.root_seen {
            self.list = Some(List { depth: 0, known: true });
            self.element = Some(Element::default());
        } else if byte == b'{' && self.list.as_ref().is_some_and(|list| list.depth == depth) && depth > 0 {
            self.element = Some(Element::default());
        }
        self.root_seen = true;
        self.depth = depth.saturating_add(1);
        let base = self.list.as_ref().map_or(0, |list| list.depth);
        if let Some(element) = &mut self.element
            && self.depth.saturating_sub(base) > self.lists.depth
        {
            element.fail(SkipReason::TooDeep);
        }
        self.collect(&[byte]);
    }

    /// Whether the `[` that comes next begins a list to be cut; `known` is whether its name is one of those named.
    fn begins_list(&self, known: bool) -> bool {
        match (&self.list, self.depth) {
            (None, 0) => !self.root_seen,
            (None, 1) => true,
            (Some(root), 1) => root.depth == 0 && known,
            _ => false,
        }
    }

    fn close(&mut self, byte: u8, sink: &mut dyn FnMut(Cut)) {
        self.collect(&[byte]);
        self.depth = self.depth.saturating_sub(1);
        let Some(list) = &self.list else { return };
        if self.depth < list.depth {
            self.list = None;
            self.element = None;
        } else if self.depth == list.depth
            && let Some(element) = self.element.take()
        {
            let object = element.trouble.map_or(Ok(element.bytes.as_slice()), Err);
            sink(Cut { object, known: list.known });
        }
    }

    fn collect(&mut self, bytes: &[u8]) {
        if let Some(element) = &mut self.element {
            if element.bytes.len().saturating_add(bytes.len()) > self.lists.size {
                element.fail(SkipReason::TooLarge);
            } else if element.trouble.is_none() {
                element.bytes.extend_from_slice(bytes);
            }
        }
    }
}

impl Element {
    fn fail(&mut self, why: SkipReason) {
        self.trouble.get_or_insert(why);
        self.bytes = Vec::new();
    }
}
