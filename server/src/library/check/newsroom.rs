use domain::law::Laws;
use domain::newsroom::workflow::{NewsRule, NewsroomLaw, Withdrawal};
use typeset::Fault;

use crate::library::front_matter::line_of;
use crate::library::newsroom_law::FILE;
use crate::library::shelf::Shelf;

/// Every refusal and public reason the program knows has its words, and cites a law of the register.
pub fn faults(shelf: &Shelf, newsroom: &NewsroomLaw, laws: &Laws) -> Vec<Fault> {
    let Ok(file) = shelf.text(FILE) else { return Vec::new() };
    let at = |needle: &str, what: String| Fault::new(&file.label, line_of(&file.text, needle), what);
    let missing = NewsRule::ALL.iter().map(|rule| rule.key()).filter(|key| !newsroom.rules.contains_key(*key));
    let mut faults: Vec<Fault> = missing.map(|key| at("[[rule]]", format!("缺少规则 {key}"))).collect();
    if Withdrawal::ALL.iter().any(|reason| newsroom.withdrawal(*reason).trim().is_empty()) {
        faults.push(at("[[withdrawal]]", "撤下的三种公开理由要写全：annulled、error、outdated".to_owned()));
    }
    let cited = newsroom.rules.values().filter_map(|rule| rule.law.as_ref());
    let cited = cited.chain(newsroom.take_down.iter().map(|rule| &rule.law));
    for law in cited.filter(|law| !laws.laws.contains_key(*law)) {
        faults.push(at(&format!("law = \"{law}\""), format!("laws.toml 里没有 {law}")));
    }
    faults
}
