use jiff::civil::Date;

use super::choice::{Choice, choices};
use super::given::Given;
use super::question::{Ask, Question};
use super::record::Rules;
use super::sheet::Sheet;
use super::urgency::Urgency;
use crate::question::{ApprovalNo, BatchNo, DrugName, Place, RespondentName, Story};
use crate::region::RegionCode;
use crate::report::{Channel, Drug, Facts, FieldError, Respondent};

choices! {
    /// What was come upon, one tap.
    Tile {
        Peddler = "peddler", "游医药贩";
        Expired = "expired", "过期药";
        Stall = "stall", "无证摊点";
        Suspicious = "suspicious", "假劣可疑";
        Lecture = "lecture", "会销讲座";
        Online = "online", "网购药";
        Cosmetic = "cosmetic", "化妆品";
        Other = "other", "其他";
    }
}

/// 线索: becomes a matter of the kind tip, never a complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clue {
    pub tile: Tile,
    pub village: RegionCode,
    pub urgent: Vec<Urgency>,
    pub place: Option<String>,
    pub story: Option<String>,
    pub respondent: Option<String>,
    pub product: Option<String>,
    pub approval_no: Option<String>,
    pub batch_no: Option<String>,
    pub happened_on: Option<Date>,
}

const TILE: &str = "tile";
pub(super) const VILLAGE: &str = "village";
pub(super) const URGENT: &str = "urgent";
pub(super) const PLACE: &str = "place";
pub(super) const STORY: &str = "story";
const RESPONDENT: &str = "respondent";
pub(super) const PRODUCT: &str = "product";
pub(super) const APPROVAL_NO: &str = "approval_no";
pub(super) const BATCH_NO: &str = "batch_no";
const HAPPENED_ON: &str = "happened_on";

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(URGENT, "有没有这些急事？", Ask::Many(Urgency::OPTIONS)).hint("有一样就先打电话，再上报"),
    Question::new(TILE, "碰到了什么？", Ask::Tiles(Tile::OPTIONS)).needed(),
    Question::new(VILLAGE, "哪个村？", Ask::Village),
    Question::new(PLACE, "具体在哪里？", Ask::Text(Place::MAX)).hint("例如：赶集的桥头、村委会旁边"),
    Question::new(STORY, "看到了什么？", Ask::Long(Story::MAX)).hint("可以不写，拍照或说一段话也行"),
    Question::new(RESPONDENT, "是谁？店名、人名或车牌", Ask::Text(RespondentName::MAX)),
    Question::new(PRODUCT, "什么东西？", Ask::Text(DrugName::MAX)).hint("照着盒子上的名字写"),
    Question::new(APPROVAL_NO, "批准文号", Ask::Text(ApprovalNo::MAX)),
    Question::new(BATCH_NO, "批号", Ask::Text(BatchNo::MAX)),
    Question::new(HAPPENED_ON, "哪天的事？", Ask::Day).hint("不写就是今天"),
];

impl Clue {
    pub(super) fn check(given: &Given, rules: &Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let mut sheet = Sheet::new(given, rules);
        let urgent = sheet.urgent();
        let tile = sheet.needed(TILE, "请选一样碰到的情况");
        let village = sheet.village();
        let place = sheet.answer(PLACE, Place::parse(given.one(PLACE))).map(Place::into_string);
        let story = sheet.answer(STORY, Story::parse(given.one(STORY))).map(Story::into_string);
        if story.is_none() && place.is_none() && rules.photos == 0 && !rules.voice {
            sheet.refuse(STORY, "请拍一张照片、说一段话，或者写一句，不然没法去找");
        }
        let respondent =
            sheet.answer(RESPONDENT, RespondentName::parse(given.one(RESPONDENT))).map(RespondentName::into_string);
        let product = sheet.answer(PRODUCT, DrugName::parse(given.one(PRODUCT))).map(DrugName::into_string);
        let approval_no =
            sheet.answer(APPROVAL_NO, ApprovalNo::parse(given.one(APPROVAL_NO))).map(ApprovalNo::into_string);
        let batch_no = sheet.answer(BATCH_NO, BatchNo::parse(given.one(BATCH_NO))).map(BatchNo::into_string);
        let happened_on = sheet.day(HAPPENED_ON);
        sheet.finish(Self {
            tile: tile.unwrap_or(Tile::Other),
            village,
            urgent,
            place,
            story,
            respondent,
            product,
            approval_no,
            batch_no,
            happened_on,
        })
    }

    pub(super) fn summary(&self) -> String {
        let urgent = if self.urgent.is_empty() { "" } else { "（急）" };
        format!("{}{urgent}", self.tile.words())
    }

    /// The facts of the matter it becomes. The officer is the source and is no part of them.
    #[must_use]
    pub fn facts(&self) -> Facts {
        Facts {
            category: self.tile.category().to_owned(),
            region: self.village.clone(),
            place: self.place.clone(),
            channel: self.tile.channel(),
            platform_name: None,
            order_no: None,
            story: self.told(),
            happened_on: self.happened_on,
            amount: None,
            respondent: Respondent { name: self.respondent.clone(), address: None },
            requests: Vec::new(),
            drug: Drug {
                name: self.product.clone(),
                approval_no: self.approval_no.clone(),
                batch_no: self.batch_no.clone(),
                manufacturer: None,
            },
            publish_consent: false,
            mediation_consent: false,
        }
    }

    /// What the desk reads: the tile and the signs in words, then what the officer wrote.
    fn told(&self) -> String {
        let signs: String = self.urgent.iter().map(|sign| format!("{}。", sign.words())).collect();
        let story = self.story.as_deref().unwrap_or("没有写文字，见照片或语音。");
        format!("信息员线索：{}。{signs}{story}", self.tile.words())
    }
}

impl Tile {
    /// Code of `content/laws/categories.toml`.
    #[must_use]
    pub fn category(self) -> &'static str {
        match self {
            Self::Peddler | Self::Lecture => "D23",
            Self::Expired => "D03",
            Self::Stall => "D04",
            Self::Suspicious => "D01",
            Self::Online => "D14",
            Self::Cosmetic => "C00",
            Self::Other => "D00",
        }
    }

    #[must_use]
    pub fn channel(self) -> Channel {
        match self {
            Self::Peddler => Channel::Visit,
            Self::Stall | Self::Lecture => Channel::Fair,
            Self::Expired => Channel::Shop,
            Self::Online => Channel::Online,
            Self::Suspicious | Self::Cosmetic | Self::Other => Channel::Unsure,
        }
    }
}
