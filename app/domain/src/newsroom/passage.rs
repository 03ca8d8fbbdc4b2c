use super::Place;

/// A heading, paragraph or list item as its readers hear it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    pub pieces: Vec<Piece>,
}

/// Words that stand together on one line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Of the first character.
    pub place: Place,
    pub text: String,
}

impl Passage {
    /// Its characters in their order, each with its place.
    pub fn characters(&self) -> impl Iterator<Item = (Place, char)> {
        self.pieces.iter().flat_map(|piece| {
            let from = piece.place;
            piece.text.chars().zip(from.column..).map(move |(c, column)| (Place { line: from.line, column }, c))
        })
    }
}

/// A passage on one line, for tests and for single lines such as titles.
impl From<(Place, &str)> for Passage {
    fn from((place, text): (Place, &str)) -> Self {
        Self { pieces: vec![Piece { place, text: text.to_owned() }] }
    }
}
