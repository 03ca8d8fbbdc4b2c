use domain::newsroom::reading::sentences;
use typeset::{Fault, Text};

/// Most characters between two stops. Readers with 1,500 characters of schooling lose the thread
/// beyond; 25 is what authors aim at.
pub const LONGEST_SENTENCE: usize = 40;

pub fn faults(label: &str, text: &Text) -> Vec<Fault> {
    let long = text.passages.iter().flat_map(sentences).filter(|sentence| sentence.length > LONGEST_SENTENCE);
    let told = long.map(|sentence| {
        let what = format!("这句话有 {} 个字，超过 {LONGEST_SENTENCE} 个，请拆开", sentence.length);
        Fault::new(label, sentence.place.line, what)
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::newsroom::{Passage, Piece, Place};

    fn faults_of(pieces: &[(usize, &str)]) -> Vec<(usize, String)> {
        let piece =
            |(line, text): &(usize, &str)| Piece { place: Place { line: *line, column: 1 }, text: (*text).into() };
        let passage = Passage { pieces: pieces.iter().map(piece).collect() };
        let text = Text { passages: vec![passage], ..Text::default() };
        faults("a.md", &text).into_iter().map(|fault| (fault.line, fault.what)).collect()
    }

    #[test]
    fn a_sentence_is_measured_between_stops_and_across_lines() {
        let forty = "药".repeat(40);
        assert!(faults_of(&[(3, &format!("{forty}。{forty}；"))]).is_empty());
        let twenty = "药".repeat(20);
        let found = faults_of(&[(3, &format!("短。{twenty}")), (4, &format!("{twenty}药。"))]);
        assert_eq!(found, [(3, "这句话有 41 个字，超过 40 个，请拆开".to_owned())]);
    }
}
