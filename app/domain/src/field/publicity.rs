use jiff::civil::Date;

use super::choice::{Choice, choices};
use super::clue::{STORY, VILLAGE};
use super::given::Given;
use super::question::{Ask, Question};
use super::record::Rules;
use super::sheet::Sheet;
use crate::question::Story;
use crate::region::RegionCode;
use crate::report::FieldError;

choices! {
    Topic {
        SafeUse = "safe_use", "安全用药";
        HomeBox = "home_box", "家庭小药箱、过期药";
        Fraud = "fraud", "防游医、防会销";
        Online = "online", "网上买药";
        Reaction = "reaction", "不良反应";
        Children = "children", "孩子用药";
        Elderly = "elderly", "老人用药";
        Special = "special", "安眠药、止咳水滥用";
        Cosmetic = "cosmetic", "化妆品";
        Device = "device", "医疗器械";
        Other = "other", "其他";
    }
}
choices! {
    Way {
        Home = "home", "入户讲";
        Loudspeaker = "loudspeaker", "大喇叭广播";
        Market = "market", "赶集摆摊";
        Meeting = "meeting", "开会、讲课";
        Poster = "poster", "贴海报、发单子";
        Group = "group", "微信群";
        School = "school", "进学校";
    }
}

/// 宣传
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publicity {
    pub village: RegionCode,
    pub topics: Vec<Topic>,
    pub way: Way,
    /// People reached, as far as the officer can tell.
    pub people: u32,
    pub place: Option<String>,
    pub story: Option<String>,
    pub on: Option<Date>,
}

const TOPICS: &str = "topics";
const WAY: &str = "way";
const PEOPLE: &str = "people";
const PLACE_NAME: &str = "place_name";
const ON: &str = "on";
/// More people than a township has: a slip of the finger.
const PEOPLE_MAX: u32 = 50_000;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(WAY, "怎么讲的？", Ask::Tiles(Way::OPTIONS)).needed(),
    Question::new(TOPICS, "讲了什么？", Ask::Many(Topic::OPTIONS)).needed(),
    Question::new(PEOPLE, "大约多少人？", Ask::Number(PEOPLE_MAX)).needed(),
    Question::new(VILLAGE, "哪个村？", Ask::Village),
    Question::new(PLACE_NAME, "在哪里？", Ask::Text(40)),
    Question::new(STORY, "要说的", Ask::Long(Story::MAX)),
    Question::new(ON, "哪天？", Ask::Day).hint("不写就是今天"),
];

impl Publicity {
    pub(super) fn check(given: &Given, rules: &Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let mut sheet = Sheet::new(given, rules);
        let way = sheet.needed(WAY, "请选怎么讲的").unwrap_or(Way::Home);
        let topics = sheet.some(TOPICS, "请选讲了什么");
        if given.one(PEOPLE).trim().is_empty() {
            sheet.refuse(PEOPLE, "请写大约多少人，大喇叭就写能听到的人数");
        }
        let people = sheet.number(PEOPLE, PEOPLE_MAX).unwrap_or_default();
        let publicity = Self {
            village: sheet.village(),
            topics,
            way,
            people,
            place: sheet.text(PLACE_NAME, "地点", 40),
            story: sheet.answer(STORY, Story::parse(given.one(STORY))).map(Story::into_string),
            on: sheet.day(ON),
        };
        sheet.finish(publicity)
    }

    pub(super) fn summary(&self) -> String {
        format!("{}，约 {} 人", self.way.words(), self.people)
    }
}
