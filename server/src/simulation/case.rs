use domain::query_code::QueryCode;

use super::dice::Dice;

/// A matter as the simulation knows it: its number, its sender's code (none of a clue the house found
/// itself), and what course it is to take.
pub struct Case {
    pub number: String,
    pub code: Option<QueryCode>,
    /// Which report it came with.
    pub report: u32,
    pub dice: Dice,
    /// Nobody is in a hurry with it.
    pub slow: bool,
    /// Nobody enters it in 12315.
    pub forgotten: bool,
    pub turns: u32,
}

impl Case {
    pub fn new(number: String, code: Option<QueryCode>, report: u32, seed: u64) -> Self {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let dice = Dice::of(seed, digits.parse().unwrap_or(0));
        let (slow, forgotten) = (dice.chance(7), dice.chance(2));
        Self { number, code, report, dice, slow, forgotten, turns: 0 }
    }
}
