//! Bytes → lines, whatever the chunks.

/// The longest piece of a line that is given at once, bytes. A longer line comes in several pieces.
pub const LINE_LIMIT: usize = 64 * 1024;

/// A line, or a piece of one that is longer than [`LINE_LIMIT`].
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The bytes, with their terminator where the line has one.
    pub bytes: &'a [u8],
    /// Whether this is where the line begins.
    pub begins: bool,
    /// Whether this is where the line ends.
    pub ends: bool,
}

/// Splits chunks of any size into lines; the pieces do not depend on the chunks.
pub struct Lines {
    terminator: u8,
    partial: Vec<u8>,
    inside: bool,
}

impl Lines {
    /// Lines that end with the byte `terminator`.
    pub fn new(terminator: u8) -> Self {
        Self { terminator, partial: Vec::new(), inside: false }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, mut bytes: &[u8], sink: &mut dyn FnMut(Line)) {
        while !bytes.is_empty() {
            let room = LINE_LIMIT.saturating_sub(self.partial.len());
            let window = bytes.get(..room).unwrap_or(bytes);
            let found = window.iter().position(|byte| *byte == self.terminator);
            let length = found.map_or(window.len(), |at| at + 1);
            let (piece, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
            bytes = rest;
            if found.is_none() && length < room {
                self.partial.extend_from_slice(piece);
                return;
            }
            let line = |bytes| Line { bytes, begins: !self.inside, ends: found.is_some() };
            if self.partial.is_empty() {
                sink(line(piece));
            } else {
                self.partial.extend_from_slice(piece);
                sink(line(&self.partial));
                self.partial.clear();
            }
            self.inside = found.is_none();
        }
    }

    /// Gives the last line where it has no terminator.
    pub fn finish(self, sink: &mut dyn FnMut(Line)) {
        if !self.partial.is_empty() {
            sink(Line { bytes: &self.partial, begins: !self.inside, ends: true });
        }
    }
}
