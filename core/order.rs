//! Putting things in order. The standard library's sorts are made anew for each type and each way to compare, 5 KB a time
//! where they are to be downloaded; here the sort itself is one, of places, whatever is at them.

use std::cmp::Ordering;

/// Sorts by `compare`; what is equal stays as it stood.
pub fn by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    sort(&mut places, &mut |one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        // Every place is one of theirs.
        _ => Ordering::Equal,
    });
    arrange(&mut places, &mut |one, other| items.swap(one, other));
}

/// Sorts by what `key` gives; what is equal stays as it stood.
pub fn by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    by(items, |one, other| key(one).cmp(&key(other)));
}

/// Merge sort from below, with as much room again.
fn sort(places: &mut Vec<usize>, compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    let mut merged = Vec::with_capacity(places.len());
    let mut width = 1_usize;
    while width < places.len() {
        merged.clear();
        for pair in places.chunks(width.saturating_mul(2)) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some((one, rest)), Some((other, others))) = (left.split_first(), right.split_first()) {
                if compare(*one, *other).is_le() {
                    merged.push(*one);
                    left = rest;
                } else {
                    merged.push(*other);
                    right = others;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(places, &mut merged);
        width = width.saturating_mul(2);
    }
}

/// Brings to each place what `places` says belongs there, along each circle of exchanges once.
fn arrange(places: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        while let Some(from) =
            places.get_mut(at).map(|place| std::mem::replace(place, at)).filter(|from| *from != start)
        {
            if from == at {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_order_that_the_standard_librarys_stable_sort_gives(keys in prop::collection::vec(0..20_u8, 0..200)) {
            let mut items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            by_key(&mut items, |(key, _)| *key);
            prop_assert_eq!(&items, &expected);
            expected.sort_by(|one, other| other.cmp(one));
            by(&mut items, |one, other| other.cmp(one));
            prop_assert_eq!(items, expected);
        }
    }
}
