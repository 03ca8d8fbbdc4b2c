use jiff::civil::Date;
use uuid::Uuid;

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
    PlaceKind {
        Pharmacy = "pharmacy", "药店";
        VillageClinic = "village_clinic", "卫生室";
        Clinic = "clinic", "诊所";
        Shop = "shop", "小卖部";
        Stall = "stall", "集市摊点";
        Lecture = "lecture", "会销点";
        Village = "village", "村里走一圈";
    }
}
choices! {
    /// 看问记报劝宣: what a volunteer may do. Inspecting is for two officials with their cards
    /// (市场监督管理行政处罚程序规定 §22), so no step asks for it.
    Step {
        Look = "look", "看：公开摆着的";
        Ask = "ask", "问：聊了聊";
        Note = "note", "记：记下来了";
        Report = "report", "报：要上报";
        Advise = "advise", "劝：提了醒";
        Teach = "teach", "宣：讲了用药安全";
    }
}
choices! {
    /// What could be seen from where a customer stands.
    Seen {
        Fine = "fine", "没看到问题";
        NoLicence = "no_licence", "没看到证照";
        NoPharmacist = "no_pharmacist", "没看到药师";
        Expired = "expired", "摆着过期药";
        OpenShelf = "open_shelf", "处方药随便拿";
        Warm = "warm", "该冷藏的没冷藏";
        NoSource = "no_source", "自己说没有进货票";
        Stall = "stall", "无证摆摊卖药";
        Quack = "quack", "游医";
        Lecture = "lecture", "会销讲座";
        Closed = "closed", "关门了";
        Other = "other", "其他情况";
    }
}

/// 巡查: a walk past, never an inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patrol {
    pub village: RegionCode,
    pub place_kind: PlaceKind,
    /// Of the outlets ledger, where it stands there.
    pub outlet: Option<Uuid>,
    pub place: Option<String>,
    pub steps: Vec<Step>,
    pub seen: Vec<Seen>,
    pub story: Option<String>,
    pub on: Option<Date>,
}

const PLACE_KIND: &str = "place_kind";
const OUTLET: &str = "outlet";
const PLACE_NAME: &str = "place_name";
const STEPS: &str = "steps";
const SEEN: &str = "seen";
const ON: &str = "on";

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(PLACE_KIND, "去了哪里？", Ask::Tiles(PlaceKind::OPTIONS)).needed(),
    Question::new(VILLAGE, "哪个村？", Ask::Village),
    Question::new(PLACE_NAME, "店名或地点", Ask::Text(40)),
    Question::new(STEPS, "做了什么？", Ask::Many(Step::OPTIONS))
        .hint("只看、问、记、报、劝、宣；不进库房、不翻柜台、不扣东西，执法由有证的人来"),
    Question::new(SEEN, "看到什么？", Ask::Many(Seen::OPTIONS)).needed(),
    Question::new(STORY, "要说的", Ask::Long(Story::MAX)),
    Question::new(ON, "哪天？", Ask::Day).hint("不写就是今天"),
];

impl Patrol {
    pub(super) fn check(given: &Given, rules: &Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let mut sheet = Sheet::new(given, rules);
        let place_kind = sheet.needed(PLACE_KIND, "请选去了哪里").unwrap_or(PlaceKind::Village);
        let village = sheet.village();
        let seen: Vec<Seen> = sheet.many(SEEN);
        if seen.is_empty() && sheet.given.several(SEEN).next().is_none() {
            sheet.refuse(SEEN, "请选看到了什么；都好就选“没看到问题”");
        }
        if seen.len() > 1 && seen.contains(&Seen::Fine) {
            sheet.refuse(SEEN, "选了“没看到问题”，又选了别的情况，请留一样");
        }
        let patrol = Self {
            village,
            place_kind,
            outlet: Uuid::parse_str(given.one(OUTLET)).ok(),
            place: sheet.text(PLACE_NAME, "店名或地点", 40),
            steps: sheet.many(STEPS),
            seen,
            story: sheet.answer(STORY, Story::parse(given.one(STORY))).map(Story::into_string),
            on: sheet.day(ON),
        };
        sheet.finish(patrol)
    }

    #[must_use]
    pub fn shows_a_problem(&self) -> bool {
        self.seen.iter().any(|seen| !matches!(seen, Seen::Fine | Seen::Closed))
    }

    pub(super) fn summary(&self) -> String {
        let seen: Vec<&str> = self.seen.iter().map(|seen| seen.words()).collect();
        let place = self.place.as_deref().unwrap_or(self.place_kind.words());
        format!("{place}：{}", seen.join("、"))
    }
}
