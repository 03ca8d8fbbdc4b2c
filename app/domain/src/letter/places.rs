//! `{name}` in a template's text.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Words(&'a str),
    /// What stands between braces.
    Place(&'a str),
}

/// Cuts a text at its places. A brace without its other half stays as it is.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, behind)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        pieces.push(Piece::Place(place));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The names between braces.
pub fn places(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Place(name) => Some(name),
        Piece::Words(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_places() {
        let found = pieces("{name}：请于{day}前{");
        assert_eq!(found, [Piece::Place("name"), Piece::Words("：请于"), Piece::Place("day"), Piece::Words("前{")]);
        assert_eq!(pieces(""), []);
        assert_eq!(places("甲{a}乙{b:basis}").collect::<Vec<_>>(), ["a", "b:basis"]);
    }
}
