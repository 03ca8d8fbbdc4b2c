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
    /// What a look into the box shows. Nothing here says whether a medicine is a good one.
    Finding {
        Fine = "fine", "都好，没问题";
        Expired = "expired", "有过期药";
        NoDate = "no_date", "看不清有效期";
        NoLeaflet = "no_leaflet", "没有药盒、说明书";
        Mixed = "mixed", "几种药混在一个瓶里";
        Reach = "reach", "孩子够得着";
        Damp = "damp", "受潮、晒着，该冷藏的没冷藏";
        Leftover = "leftover", "留着吃剩的处方药";
        Doubtful = "doubtful", "游医、会销、网上买的来路不明";
        NoBox = "no_box", "家里没有药";
    }
}
choices! {
    /// What the officer helps with; never handing out or changing medicines.
    Aid {
        Sorted = "sorted", "一起分了类";
        Labelled = "labelled", "写上开封日期";
        Moved = "moved", "放到孩子够不着的地方";
        TookBack = "took_back", "过期药带走回收";
        AskDoctor = "ask_doctor", "提醒吃药问医生、药师";
        Leaflet = "leaflet", "讲了一遍、留了单子";
    }
}

/// 家庭小药箱: a look into one family's medicine box, with the family beside. Whose box it is, is not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    pub village: RegionCode,
    pub findings: Vec<Finding>,
    pub aid: Vec<Aid>,
    pub story: Option<String>,
    pub on: Option<Date>,
}

const FINDINGS: &str = "findings";
const AID: &str = "aid";
const ON: &str = "on";

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(FINDINGS, "药箱里看到什么？", Ask::Many(Finding::OPTIONS))
        .hint("请主人自己打开，一起看；不写这是谁家。来路不明的药，请另外报一条线索")
        .needed(),
    Question::new(AID, "帮着做了什么？", Ask::Many(Aid::OPTIONS))
        .hint("停药、换药由医生定；带走过期药，请再记一张“过期药回收”"),
    Question::new(VILLAGE, "哪个村？", Ask::Village),
    Question::new(STORY, "要说的", Ask::Long(Story::MAX)).hint("不写姓名、电话和病情"),
    Question::new(ON, "哪天？", Ask::Day).hint("不写就是今天"),
];

impl Household {
    pub(super) fn check(given: &Given, rules: &Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let mut sheet = Sheet::new(given, rules);
        let findings: Vec<Finding> = sheet.some(FINDINGS, "请选看到了什么；都好就选“都好，没问题”");
        if let Some(alone) = findings.iter().find(|one| one.stands_alone()).filter(|_| findings.len() > 1) {
            sheet.refuse(FINDINGS, format!("选了“{}”，又选了别的情况，请留一样", alone.words()));
        }
        let household = Self {
            village: sheet.village(),
            findings,
            aid: sheet.many(AID),
            story: sheet.answer(STORY, Story::parse(given.one(STORY))).map(Story::into_string),
            on: sheet.day(ON),
        };
        sheet.finish(household)
    }

    /// Medicine whose seller nobody knows is for the coordinator to look into.
    #[must_use]
    pub fn shows_a_problem(&self) -> bool {
        self.findings.contains(&Finding::Doubtful)
    }

    pub(super) fn summary(&self) -> String {
        let findings: Vec<&str> = self.findings.iter().map(|one| one.words()).collect();
        format!("家庭小药箱：{}", findings.join("、"))
    }
}

impl Finding {
    fn stands_alone(self) -> bool {
        matches!(self, Self::Fine | Self::NoBox)
    }
}
