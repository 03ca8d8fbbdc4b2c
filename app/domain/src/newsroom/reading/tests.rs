use super::*;
use crate::newsroom::Passage;

fn literacy() -> Literacy {
    let terms: TermFile = toml::from_str(include_str!("../../../../../content/words/terms.toml")).unwrap();
    Literacy::parse(include_str!("../../../../../content/words/characters.txt"), terms.term).unwrap()
}

fn at(line: usize, column: usize) -> Place {
    Place { line, column }
}

fn read(answer: &str, body: &[&str]) -> Reading {
    let answer = Passage::from((at(3, 1), answer));
    let body: Vec<Passage> = body.iter().zip(10..).map(|(text, line)| Passage::from((at(line, 1), *text))).collect();
    measure(Some(&answer), &body, &literacy(), Limits::default())
}

#[test]
fn the_list_has_the_1500_characters_the_law_counts() {
    assert_eq!(literacy().len(), 1500);
}

#[test]
fn plain_words_in_short_sentences_are_green() {
    let reading = read("买药要看有效期。", &["先看药盒。再问医生。", "有问题打12315。"]);
    assert_eq!((reading.light, reading.rare.len(), reading.sentences), (Light::Green, 0, 3));
}

#[test]
fn a_rare_character_is_named_with_its_places() {
    let reading = read("好。", &["吃了会瘙痒，瘙痒要停药。"]);
    assert_eq!(reading.light, Light::Red);
    let itch = reading.rare.iter().find(|rare| rare.character == '瘙').unwrap();
    assert_eq!(itch.places, [at(10, 4), at(10, 7)]);
}

#[test]
fn a_rare_character_in_the_conclusion_is_never_green() {
    let long = "先看药盒。再问医生。".repeat(40);
    assert_eq!(read("别吃蟾酥。", &[&long]).light, Light::Amber);
    assert_eq!(read("别吃这种药。", &[&long]).light, Light::Green);
}

#[test]
fn terms_of_the_field_and_names_of_laws_do_not_count_against_a_text() {
    let reading = read("好。", &["医疗器械和化妆品，依据是《医疗用毒性药品管理办法》。"]);
    assert_eq!(reading.rare, []);
}

#[test]
fn long_sentences_are_told_longest_first() {
    let reading = read("好。", &[&format!("{}。{}。短句。", "药".repeat(30), "药".repeat(26)), "短句。"]);
    assert_eq!(
        reading.long.iter().map(|long| (long.length, long.place)).collect::<Vec<_>>(),
        [(30, at(10, 1)), (26, at(10, 32))]
    );
    assert_eq!((reading.long_percent(), reading.light), (50, Light::Red));
}

#[test]
fn an_empty_text_has_nothing_against_it() {
    assert_eq!(measure(None, &[], &literacy(), Limits::default()).light, Light::Green);
}

#[test]
fn a_list_with_a_slip_names_the_line() {
    let twice = Literacy::parse("# 来源\n一二\n三一\n", Vec::new()).unwrap_err();
    assert_eq!((twice.0, twice.1.to_string()), (3, "一 写了两次".to_owned()));
    assert_eq!(Literacy::parse("a", Vec::new()).unwrap_err().1, LiteracyError::NotACharacter('a'));
}
