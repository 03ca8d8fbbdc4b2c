use crate::library::fault::Fault;
use crate::library::markdown::{Passage, Text};

/// Most characters between two stops. Readers with 1,500 characters of schooling lose the thread
/// beyond; 25 is what authors aim at (portal facts §3.2).
const LONGEST_SENTENCE: usize = 40;

/// What ends a sentence for the ear.
const STOPS: [char; 8] = ['。', '！', '？', '；', '：', '…', '✗', '✓'];

pub fn faults(label: &str, text: &Text) -> Vec<Fault> {
    let long = text.passages.iter().flat_map(too_long).map(|(line, length)| {
        Fault::new(label, line, format!("这句话有 {length} 个字，超过 {LONGEST_SENTENCE} 个，请拆开"))
    });
    let silent = text
        .silent_pictures
        .iter()
        .map(|line| Fault::new(label, *line, "图片没有文字说明；只是装饰的，写成 ![](图片 \"装饰图\")"));
    long.chain(silent).collect()
}

/// The sentences of a passage that go on too long: where each begins, and its length.
fn too_long(passage: &Passage) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut line, mut length) = (0, 0);
    let mut end = |line: usize, length: &mut usize| {
        if *length > LONGEST_SENTENCE {
            found.push((line, *length));
        }
        *length = 0;
    };
    for (at, piece) in &passage.pieces {
        for c in piece.chars() {
            if STOPS.contains(&c) {
                end(line, &mut length);
            } else if !c.is_whitespace() {
                if length == 0 {
                    line = *at;
                }
                length += 1;
            }
        }
    }
    end(line, &mut length);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(pieces: &[(usize, &str)]) -> Passage {
        Passage { pieces: pieces.iter().map(|(line, text)| (*line, (*text).to_owned())).collect() }
    }

    #[test]
    fn a_sentence_is_measured_between_stops_and_across_lines() {
        let forty = "药".repeat(40);
        assert!(too_long(&passage(&[(3, &format!("{forty}。{forty}；"))])).is_empty());
        let twenty = "药".repeat(20);
        assert_eq!(too_long(&passage(&[(3, &format!("短。{twenty}")), (4, &format!("{twenty}药。"))])), [(3, 41)]);
    }
}
