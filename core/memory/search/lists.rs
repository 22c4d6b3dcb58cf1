//! Many growing lists of numbers in one flat run of memory: the postings of every term, the terms of every document.

/// Where one list lies: its numbers and the room behind them.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    len: u32,
    room: u32,
}

impl Span {
    fn range(self) -> std::ops::Range<usize> {
        let start = wide(self.start);
        start..start.saturating_add(wide(self.len))
    }
}

/// Lists by number. A list that outgrows its room moves to the end; when more than half is holes, all close up.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    flat: Vec<u32>,
    spans: Vec<Span>,
    /// Numbers that are in no list's room.
    holes: usize,
}

impl Lists {
    /// The lists of these lengths, one behind the other in `flat`; `None` where that has more or fewer.
    pub fn of(lengths: &[u32], flat: Vec<u32>) -> Option<Self> {
        let mut start = 0_u32;
        let mut spans = Vec::with_capacity(lengths.len());
        for len in lengths.iter().copied() {
            spans.push(Span { start, len, room: len });
            start = start.checked_add(len)?;
        }
        (wide(start) == flat.len()).then_some(Self { flat, spans, holes: 0 })
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Adds a list with these numbers, in exactly the room they need.
    pub fn add(&mut self, numbers: &[u32]) {
        let (start, len) = (narrow(self.flat.len()), narrow(numbers.len()));
        self.flat.extend_from_slice(numbers);
        self.spans.push(Span { start, len, room: len });
    }

    /// The numbers of list `at`; none where there is no such list.
    pub fn get(&self, at: u32) -> &[u32] {
        self.spans.get(wide(at)).and_then(|span| self.flat.get(span.range())).unwrap_or_default()
    }

    /// Adds a number to the end of list `at`, which must be there.
    pub fn push(&mut self, at: u32, number: u32) {
        let Some(&span) = self.spans.get(wide(at)) else { return };
        let span = if span.len < span.room { span } else { self.moved(at, span) };
        let end = span.range().end;
        if let Some(slot) = self.flat.get_mut(end) {
            *slot = number;
        }
        if let Some(kept) = self.spans.get_mut(wide(at)) {
            kept.len = kept.len.saturating_add(1);
        }
    }

    /// Takes out the numbers of list `at` from `from` to `to`, and leaves nothing of them in memory.
    pub fn cut(&mut self, at: u32, range: std::ops::Range<usize>) {
        let Some(span) = self.spans.get_mut(wide(at)) else { return };
        let Some(numbers) = self.flat.get_mut(span.range()) else { return };
        let (from, to) = (range.start.min(numbers.len()), range.end.min(numbers.len()));
        let gone = to.saturating_sub(from);
        numbers.copy_within(to.., from);
        let kept = numbers.len().saturating_sub(gone);
        numbers.get_mut(kept..).unwrap_or_default().fill(0);
        span.len = narrow(kept);
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        size_of::<u32>()
            .saturating_mul(self.flat.capacity())
            .saturating_add(self.spans.capacity().saturating_mul(size_of::<Span>()))
    }

    /// A list's new place, with room for half as much again.
    fn moved(&mut self, at: u32, span: Span) -> Span {
        if self.holes > self.flat.len() / 2 {
            self.close_up();
        }
        let span = self.spans.get(wide(at)).copied().unwrap_or(span);
        let room = span.len.saturating_add(span.len / 2).saturating_add(2);
        let start = self.flat.len();
        self.flat.resize(start.saturating_add(wide(room)), 0);
        self.flat.copy_within(span.range(), start);
        self.flat.get_mut(span.range()).unwrap_or_default().fill(0);
        self.holes = self.holes.saturating_add(wide(span.room));
        let moved = Span { start: narrow(start), len: span.len, room };
        if let Some(kept) = self.spans.get_mut(wide(at)) {
            *kept = moved;
        }
        moved
    }

    fn close_up(&mut self) {
        let mut flat = Vec::with_capacity(self.flat.len().saturating_sub(self.holes));
        for span in &mut self.spans {
            let start = narrow(flat.len());
            flat.extend_from_slice(self.flat.get(span.range()).unwrap_or_default());
            *span = Span { start, len: span.len, room: span.len };
        }
        (self.flat, self.holes) = (flat, 0);
    }
}

/// A number as an index.
pub(super) fn wide(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A count as a number; more than 4 billion of anything does not fit into a browser's memory.
pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_do_what_lists_do(steps in prop::collection::vec((0_u32..8, 0_u32..100, any::<bool>()), 0..400)) {
            let (mut lists, mut model) = (Lists::default(), vec![Vec::new(); 8]);
            (0..8).for_each(|_| lists.add(&[]));
            for (at, number, push) in steps {
                let kept = &mut model[at as usize];
                if push {
                    lists.push(at, number + 1);
                    kept.push(number + 1);
                } else {
                    let from = (number as usize).min(kept.len());
                    let to = (from + 2).min(kept.len());
                    kept.drain(from..to);
                    lists.cut(at, from..to);
                }
            }
            for (at, kept) in model.iter().enumerate() {
                prop_assert_eq!(lists.get(narrow(at)), &kept[..]);
            }
            // Whatever is in no list is nought: what was taken out is gone from memory.
            let all = lists.flat.iter().filter(|number| **number != 0).count();
            prop_assert_eq!(all, model.iter().map(Vec::len).sum::<usize>());
        }
    }
}
