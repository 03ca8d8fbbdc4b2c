use jiff::civil::Date;
use uuid::Uuid;

use super::choice::{Choice, choices};
use super::clue::{STORY, VILLAGE};
use super::given::Given;
use super::outlet::{LedgerOutlet, NOT_LISTED};
use super::question::{Ask, OnlyIf, Question};
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
    /// As the ledger calls it, or else as the officer does.
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
/// [`PlaceKind::IN_LEDGER`] as the answer writes them.
const IN_LEDGER: &[&str] = &["pharmacy", "village_clinic", "clinic", "shop", "stall"];

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(PLACE_KIND, "去了哪里？", Ask::Tiles(PlaceKind::OPTIONS)).needed(),
    Question::new(OUTLET, "去的是哪一家？", Ask::Outlet)
        .hint("名单是乡镇协管员登记的；没有这一家，就选“不在名单上”")
        .only_if(OnlyIf::Is(PLACE_KIND, IN_LEDGER)),
    Question::new(VILLAGE, "哪个村？", Ask::Village),
    Question::new(PLACE_NAME, "店名或地点", Ask::Text(40)),
    Question::new(STEPS, "做了什么？", Ask::Many(Step::OPTIONS))
        .hint("只看、问、记、报、劝、宣；不进库房、不翻柜台、不扣东西，执法由有证的人来"),
    Question::new(SEEN, "看到什么？", Ask::Many(Seen::OPTIONS)).needed(),
    Question::new(STORY, "要说的", Ask::Long(Story::MAX)),
    Question::new(ON, "哪天？", Ask::Day).hint("不写就是今天"),
];

impl Patrol {
    /// The outlet the answers choose, before anybody looked whether there is such a one.
    #[must_use]
    pub fn outlet_chosen(given: &Given) -> Option<Uuid> {
        Uuid::parse_str(given.one(OUTLET)).ok()
    }

    /// The answers of a patrol that sets out for an outlet.
    #[must_use]
    pub fn begun_at(outlet: &LedgerOutlet) -> Given {
        let mut given = Given::default();
        given.add(PLACE_KIND, outlet.kind.key().to_owned());
        given.add(OUTLET, outlet.id.to_string());
        given.add(VILLAGE, outlet.village.to_string());
        given
    }

    pub(super) fn check(given: &Given, rules: &Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let mut sheet = Sheet::new(given, rules);
        let place_kind = sheet.needed(PLACE_KIND, "请选去了哪里").unwrap_or(PlaceKind::Village);
        let outlet = own_outlet(&mut sheet);
        // A shop stands where the ledger says, whatever village was left standing in the form.
        let village = outlet.map_or_else(|| sheet.village(), |outlet| outlet.village.clone());
        let seen: Vec<Seen> = sheet.some(SEEN, "请选看到了什么；都好就选“没看到问题”");
        if seen.len() > 1 && seen.contains(&Seen::Fine) {
            sheet.refuse(SEEN, "选了“没看到问题”，又选了别的情况，请留一样");
        }
        let place = sheet.text(PLACE_NAME, "店名或地点", 40);
        let patrol = Self {
            village,
            place_kind,
            outlet: outlet.map(|outlet| outlet.id),
            place: outlet.map(|outlet| outlet.name.clone()).or(place),
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

/// The outlet that was chosen, if it is one of the officer's villages.
fn own_outlet<'a>(sheet: &mut Sheet<'a>) -> Option<&'a LedgerOutlet> {
    let typed = sheet.given.one(OUTLET);
    if typed.is_empty() || typed == NOT_LISTED.key {
        return None;
    }
    let rules = sheet.rules;
    let chosen = Patrol::outlet_chosen(sheet.given);
    let own = rules.outlet.filter(|one| Some(one.id) == chosen && rules.villages.contains(&one.village));
    if own.is_none() {
        let words = NOT_LISTED.words;
        sheet.refuse(OUTLET, format!("这一家不在您负责的村的名单里，请重新选；名单里没有，就选“{words}”"));
    }
    own
}
