//! The clerk's packet: a matter in 12315's own fields, order and limits (`content/laws/platform-12315.toml`).

use crate::law::{Laws, PlatformField};
use crate::matter::MatterKind;
use crate::question::Amount;
use crate::region::Regions;
use crate::report::{Channel, Facts, Reporter};
use crate::text;

/// One line of the packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub key: String,
    pub label: String,
    pub value: String,
    pub required: bool,
    /// Characters 12315 takes in this field.
    pub max: Option<usize>,
}

/// What a packet is made of.
#[derive(Clone, Copy)]
pub struct Contents<'a> {
    pub kind: MatterKind,
    pub facts: &'a Facts,
    /// What was said instead of written, as staff wrote it down.
    pub transcript: Option<&'a str>,
    /// Unsealed by the clerk with a reason, or absent.
    pub reporter: Option<&'a Reporter>,
    pub handling_unit: &'a str,
}

/// The lines in 12315's order. A value longer than 12315 takes is kept whole and marked by
/// [`Line::is_too_long`]: cutting is a person's decision.
#[must_use]
pub fn lines(contents: Contents<'_>, laws: &Laws, regions: &Regions) -> Vec<Line> {
    let fields = match contents.kind {
        MatterKind::Complaint => &laws.platform.complaint_fields,
        MatterKind::Tip => &laws.platform.tip_fields,
    };
    fields.iter().map(|field| line(field, contents, laws, regions)).collect()
}

impl Line {
    #[must_use]
    pub fn length(&self) -> usize {
        text::length(&self.value)
    }

    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.max.is_some_and(|max| self.length() > max)
    }
}

fn line(field: &PlatformField, contents: Contents<'_>, laws: &Laws, regions: &Regions) -> Line {
    let platform = &laws.platform;
    let max = match field.key.as_str() {
        "content" => Some(platform.content_max),
        "respondent_address" | "reporter_address" => Some(platform.address_max),
        "platform_name" => Some(platform.platform_name_max),
        _ => None,
    };
    Line {
        key: field.key.clone(),
        label: field.label.clone(),
        value: value(&field.key, contents, laws, regions),
        required: field.required,
        max,
    }
}

/// The value of a platform field; empty where the portal does not know it.
#[must_use]
pub fn value(key: &str, contents: Contents<'_>, laws: &Laws, regions: &Regions) -> String {
    let Contents { facts, reporter, handling_unit, .. } = contents;
    let text = |answer: &Option<String>| answer.clone().unwrap_or_default();
    let category = laws.category(&facts.category);
    match key {
        "product_name" => text(&facts.drug.name),
        "product_category" => category.map(|c| c.group.name().to_owned()).unwrap_or_default(),
        "problem_category" => category.map(|c| c.label.clone()).unwrap_or_default(),
        "sales_channel" => sales_channel(facts.channel).to_owned(),
        "platform_name" => text(&facts.platform_name),
        "order_no" => text(&facts.order_no),
        "respondent_name" | "seller" => text(&facts.respondent.name),
        "respondent_address" => text(&facts.respondent.address),
        "content" => story(facts, contents.transcript),
        "happened_on" => facts.happened_on.map(|day| day.to_string()).unwrap_or_default(),
        "amount" => facts.amount.map(|fen| Amount::from_fen(fen).yuan()).unwrap_or_default(),
        "place" => format!("{}{}", regions.full_name(&facts.region), text(&facts.place)),
        "requests" => requests(facts, laws),
        "handling_unit" => handling_unit.to_owned(),
        "approval_no" => text(&facts.drug.approval_no),
        "batch_no" => text(&facts.drug.batch_no),
        "manufacturer" => text(&facts.drug.manufacturer),
        "reporter_name" => reporter.and_then(|r| r.name.clone()).unwrap_or_default(),
        "reporter_phone" => reporter.map(|r| r.phone.clone()).unwrap_or_default(),
        "reporter_address" => reporter.and_then(|r| r.address.clone()).unwrap_or_default(),
        "publish_consent" => yes_no(facts.publish_consent).to_owned(),
        "mediation_consent" => yes_no(facts.mediation_consent).to_owned(),
        _ => String::new(),
    }
}

/// Stands in a story for the words until somebody has written down what was said.
pub const SAID: &str = "经过说在录音里，由工作人员整理成文字。";
/// Ends a story that was cut.
const CUT: &str = "……（详见本局）";

/// What was written, ticked and said. The words themselves take the place of [`SAID`].
#[must_use]
pub fn story(facts: &Facts, transcript: Option<&str>) -> String {
    let Some(words) = transcript else {
        return facts.story.clone();
    };
    let said = format!("录音里说：{words}");
    let lines = facts.story.lines().filter(|line| *line != SAID);
    lines.chain([said.as_str()]).collect::<Vec<_>>().join("\n")
}

/// The same, cut to what 12315 takes: for a message nobody looks over before it goes.
#[must_use]
pub fn cut_story(facts: &Facts, transcript: Option<&str>, max: usize) -> String {
    let whole = story(facts, transcript);
    if text::length(&whole) <= max {
        return whole;
    }
    let kept = max.saturating_sub(text::length(CUT));
    whole.chars().take(kept).chain(CUT.chars()).collect()
}

/// Whether what happened was only said, and nobody has written it down yet.
#[must_use]
pub fn is_unwritten(facts: &Facts, transcript: Option<&str>) -> bool {
    transcript.is_none() && facts.story.lines().any(|line| line == SAID)
}

fn requests(facts: &Facts, laws: &Laws) -> String {
    let words: Vec<&str> = facts
        .requests
        .iter()
        .filter_map(|key| laws.requests.iter().find(|request| request.key == *key))
        .map(|request| request.platform.as_deref().unwrap_or(&request.text))
        .collect();
    words.join(",")
}

fn sales_channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Online => "网购",
        Channel::Shop => "实体店",
        Channel::Fair | Channel::Visit | Channel::Unsure => "其他",
    }
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::RegionCode;
    use crate::report::{Drug, Respondent};

    fn told(story: &str) -> Facts {
        Facts {
            category: "D03".to_owned(),
            region: RegionCode::parse("530922101000").unwrap(),
            place: None,
            channel: Channel::Shop,
            platform_name: None,
            order_no: None,
            story: story.to_owned(),
            happened_on: None,
            amount: None,
            respondent: Respondent::default(),
            requests: Vec::new(),
            drug: Drug::default(),
            publish_consent: false,
            mediation_consent: false,
        }
    }

    #[test]
    fn words_take_the_place_of_the_sentence_that_stood_for_them() {
        let ticked = "勾选的情况：现在还在卖、还在做。";
        let said = Some("有九盒过期的药");
        for (written, whole) in [
            (SAID.to_owned(), "录音里说：有九盒过期的药".to_owned()),
            (format!("{SAID}\n{ticked}"), format!("{ticked}\n录音里说：有九盒过期的药")),
            ("药过期了".to_owned(), "药过期了\n录音里说：有九盒过期的药".to_owned()),
        ] {
            assert_eq!(story(&told(&written), said), whole);
            assert_eq!(story(&told(&written), None), written);
        }
    }

    #[test]
    fn only_a_story_without_words_of_its_own_is_unwritten() {
        assert!(is_unwritten(&told(SAID), None));
        assert!(is_unwritten(&told(&format!("{SAID}\n勾选的情况：不给小票。")), None));
        assert!(!is_unwritten(&told(SAID), Some("有九盒过期的药")));
        assert!(!is_unwritten(&told("药过期了"), None));
    }

    #[test]
    fn a_story_too_long_for_12315_is_cut_and_says_so() {
        let facts = told(&"药".repeat(390));
        assert_eq!(cut_story(&facts, None, 400), facts.story);
        let cut = cut_story(&facts, Some("有九盒过期的药"), 400);
        assert_eq!(text::length(&cut), 400);
        assert!(cut.ends_with("药\n录……（详见本局）"), "{cut}");
    }
}
