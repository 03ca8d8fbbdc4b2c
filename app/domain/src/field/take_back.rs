use jiff::civil::Date;

use super::choice::{Choice, choices};
use super::clue::{STORY, VILLAGE};
use super::given::Given;
use super::question::{Ask, OnlyIf, Question, Ring};
use super::record::Rules;
use super::sheet::Sheet;
use crate::question::{PersonName, Story};
use crate::region::RegionCode;
use crate::report::FieldError;

choices! {
    HandedTo {
        Kept = "kept", "先封好存着，等人来取";
        Coordinator = "coordinator", "交给乡镇协管员";
        Station = "station", "交给市场监管所";
        HealthCentre = "health_centre", "交给卫生院";
        Pharmacy = "pharmacy", "交给药店回收点";
    }
}

/// 过期药回收. Two people count and seal; what was taken back is never used again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeBack {
    pub village: RegionCode,
    pub boxes: Option<u32>,
    pub grams: Option<u32>,
    /// Special drugs among them: handed over at once and apart.
    pub narcotics: bool,
    /// Who counted with the officer.
    pub second_person: String,
    pub handed_to: HandedTo,
    /// Who took it over; nobody yet while it is kept.
    pub receiver: Option<String>,
    pub paper_no: Option<String>,
    pub story: Option<String>,
    pub on: Option<Date>,
}

const BOXES: &str = "boxes";
const KG: &str = "kg";
const NARCOTICS: &str = "narcotics";
const SECOND_PERSON: &str = "second_person";
const HANDED_TO: &str = "handed_to";
const RECEIVER: &str = "receiver";
const PAPER_NO: &str = "paper_no";
const ON: &str = "on";
const BOXES_MAX: u32 = 100_000;

choices! {
    YesNo { No = "no", "没有"; Yes = "yes", "有"; }
}

const SPECIAL: Ring = Ring::duty(&["yes"], "有安眠药、强效止痛药、止咳水：单独封好，先打值班电话，再接着填。");

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(BOXES, "多少盒（瓶、板）？", Ask::Number(BOXES_MAX)).hint("盒数和公斤数写一样就行"),
    Question::new(KG, "多少公斤？", Ask::Kilograms),
    Question::new(NARCOTICS, "里面有没有安眠药、强效止痛药、止咳水？", Ask::One(YesNo::OPTIONS))
        .hint("有就单独封好，马上告诉协管员")
        .ring(SPECIAL),
    Question::new(SECOND_PERSON, "和谁一起清点、封装的？", Ask::Text(PersonName::MAX)).needed(),
    Question::new(HANDED_TO, "交给谁了？", Ask::One(HandedTo::OPTIONS)).needed(),
    Question::new(RECEIVER, "接收人姓名", Ask::Text(PersonName::MAX))
        .only_if(OnlyIf::Is(HANDED_TO, &["coordinator", "station", "health_centre", "pharmacy"])),
    Question::new(PAPER_NO, "交接单号", Ask::Text(40)),
    Question::new(VILLAGE, "哪个村？", Ask::Village),
    Question::new(STORY, "要说的", Ask::Long(Story::MAX)),
    Question::new(ON, "哪天？", Ask::Day).hint("不写就是今天"),
];

impl TakeBack {
    pub(super) fn check(given: &Given, rules: &Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let mut sheet = Sheet::new(given, rules);
        let boxes = sheet.number(BOXES, BOXES_MAX).filter(|boxes| *boxes > 0);
        let grams = sheet.grams(KG).filter(|grams| *grams > 0);
        if given.one(BOXES).trim().is_empty() && given.one(KG).trim().is_empty() {
            sheet.refuse(BOXES, "请写多少盒，或者多少公斤");
        } else if boxes.is_none() && grams.is_none() {
            sheet.refuse(BOXES, "盒数和公斤数要有一样大于 0");
        }
        let narcotics = sheet.one::<YesNo>(NARCOTICS) == Some(YesNo::Yes);
        let handed_to = sheet.needed(HANDED_TO, "请选交给谁了；还没交就选“先封好存着”").unwrap_or(HandedTo::Kept);
        let (second_person, receiver) = sheet.two_people(handed_to);
        let take_back = Self {
            village: sheet.village(),
            boxes,
            grams,
            narcotics,
            second_person,
            handed_to,
            receiver,
            paper_no: sheet.text(PAPER_NO, "交接单号", 40),
            story: sheet.answer(STORY, Story::parse(given.one(STORY))).map(Story::into_string),
            on: sheet.day(ON),
        };
        sheet.finish(take_back)
    }

    /// `12 盒`, `2.5 公斤`, or both.
    #[must_use]
    pub fn amount(&self) -> String {
        let boxes = self.boxes.map(|boxes| format!("{boxes} 盒"));
        let weight = self.grams.map(|grams| format!("{} 公斤", kilograms(grams)));
        boxes.into_iter().chain(weight).collect::<Vec<_>>().join("、")
    }

    pub(super) fn summary(&self) -> String {
        format!("{}，{}", self.amount(), self.handed_to.words())
    }
}

/// `2.5` for 2500 grams.
#[must_use]
pub fn kilograms(grams: impl Into<u64>) -> String {
    let grams: u64 = grams.into();
    match (grams / 1000, grams % 1000) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}.{}", format!("{part:03}").trim_end_matches('0')),
    }
}

impl Sheet<'_> {
    fn two_people(&mut self, handed_to: HandedTo) -> (String, Option<String>) {
        let second = self.person(SECOND_PERSON);
        match second.as_deref() {
            None if self.given.one(SECOND_PERSON).trim().is_empty() => {
                self.refuse(SECOND_PERSON, "回收要两个人一起清点，请写另一个人的姓名");
            }
            Some(name) if name == self.rules.officer_name => {
                self.refuse(SECOND_PERSON, "这里写另一个人的姓名，不写自己");
            }
            _ => {}
        }
        let receiver = self.person(RECEIVER);
        if handed_to != HandedTo::Kept && self.given.one(RECEIVER).trim().is_empty() {
            self.refuse(RECEIVER, "请写接收人的姓名");
        }
        if receiver.as_deref() == Some(self.rules.officer_name) {
            self.refuse(RECEIVER, "接收人不能是自己");
        }
        (second.unwrap_or_default(), receiver)
    }

    fn person(&mut self, name: &str) -> Option<String> {
        self.answer(name, PersonName::parse(self.given.one(name))).map(PersonName::into_string)
    }
}
