//! What of a file a request wants (RFC 9110 §14).

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Whole,
    /// From the first byte to the last, both counted from 0 and sent.
    Part {
        first: u64,
        last: u64,
    },
    /// All of it lies behind the end.
    Nothing,
}

/// Several parts at once are asked for by no player; they, and what cannot be read, get the whole,
/// as the rule allows.
#[must_use]
pub fn wanted(range: &str, size: u64) -> Wanted {
    let Some((unit, set)) = range.split_once('=') else { return Wanted::Whole };
    let Some((first, last)) = set.trim().split_once('-') else { return Wanted::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Wanted::Whole;
    }
    match (number(first), number(last)) {
        (Typed::Number(first), Typed::Number(last)) if last < first => Wanted::Whole,
        (Typed::Number(first), Typed::Number(last)) => part(first, last, size),
        (Typed::Number(first), Typed::Absent) => part(first, u64::MAX, size),
        // The last so many bytes.
        (Typed::Absent, Typed::Number(0)) => Wanted::Nothing,
        (Typed::Absent, Typed::Number(many)) => part(size.saturating_sub(many), u64::MAX, size),
        _ => Wanted::Whole,
    }
}

enum Typed {
    Number(u64),
    Absent,
    Wrong,
}

/// A number too large to count is behind every end.
fn number(text: &str) -> Typed {
    let text = text.trim();
    if text.is_empty() {
        Typed::Absent
    } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
        Typed::Number(text.parse().unwrap_or(u64::MAX))
    } else {
        Typed::Wrong
    }
}

fn part(first: u64, last: u64, size: u64) -> Wanted {
    match size.checked_sub(1) {
        Some(end) if first <= end => Wanted::Part { first, last: last.min(end) },
        _ => Wanted::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ranges_as_players_write_them() {
        let part = |first, last| Wanted::Part { first, last };
        let cases = [
            ("bytes=0-", part(0, 9)),
            ("bytes=0-1", part(0, 1)),
            ("bytes=2-99", part(2, 9)),
            ("Bytes = 9-9", part(9, 9)),
            ("bytes=-3", part(7, 9)),
            ("bytes=-99", part(0, 9)),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=99999999999999999999-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=5-2", Wanted::Whole),
            ("bytes=0-1,4-5", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=+1-", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("", Wanted::Whole),
        ];
        for (range, expected) in cases {
            assert_eq!(wanted(range, 10), expected, "{range}");
        }
        assert_eq!(wanted("bytes=0-", 0), Wanted::Nothing);
    }

    proptest! {
        #[test]
        fn a_part_is_what_was_asked_for_of_what_there_is(first: u64, length in 0..u64::MAX, size in 0_u64..1 << 40) {
            let first = first % (size.saturating_mul(2).max(1));
            let last = first.saturating_add(length);
            let expected: Vec<u64> = [first, last.min(size.saturating_sub(1))].into();
            match wanted(&format!("bytes={first}-{last}"), size) {
                Wanted::Part { first, last } => {
                    prop_assert!(first <= last && last < size);
                    prop_assert_eq!(vec![first, last], expected);
                }
                Wanted::Nothing => prop_assert!(first >= size),
                Wanted::Whole => prop_assert!(false, "a whole was never asked for"),
            }
        }

        #[test]
        fn the_end_is_what_was_asked_for(many: u64, size in 1_u64..1 << 40) {
            let expected = if many == 0 {
                Wanted::Nothing
            } else {
                Wanted::Part { first: size - many.min(size), last: size - 1 }
            };
            prop_assert_eq!(wanted(&format!("bytes=-{many}"), size), expected);
        }

        #[test]
        fn no_header_is_too_odd(range in ".{0,40}", size: u64) {
            if let Wanted::Part { first, last } = wanted(&range, size) {
                prop_assert!(first <= last && last < size);
            }
        }
    }
}
