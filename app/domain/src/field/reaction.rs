use jiff::civil::Date;

use super::choice::{Choice, choices};
use super::clue::{APPROVAL_NO, BATCH_NO, PRODUCT, STORY, URGENT, VILLAGE};
use super::given::Given;
use super::question::{Ask, OnlyIf, Question, Ring};
use super::record::Rules;
use super::sheet::Sheet;
use super::urgency::Urgency;
use crate::question::{ApprovalNo, BatchNo, DrugName, Manufacturer, PersonName, Phone, Story};
use crate::region::RegionCode;
use crate::report::FieldError;

choices! {
    Sex { Female = "female", "女"; Male = "male", "男"; }
}
choices! {
    /// Vaccines and cosmetics go other ways than drugs (疫苗管理法 §54; 化妆品监督管理条例 §52).
    ProductKind {
        Drug = "drug", "药品";
        Vaccine = "vaccine", "疫苗";
        Device = "device", "医疗器械";
        Cosmetic = "cosmetic", "化妆品、牙膏";
    }
}
choices! {
    Sign {
        Rash = "rash", "皮疹、发痒";
        Swelling = "swelling", "脸、嘴唇肿";
        Stomach = "stomach", "恶心、呕吐、拉肚子";
        Dizzy = "dizzy", "头晕、心慌";
        Fever = "fever", "发烧、发抖";
        Breath = "breath", "喘不上气";
        Faint = "faint", "昏倒、叫不醒";
        Bleeding = "bleeding", "出血";
        Other = "other", "其他";
    }
}
choices! {
    AfterDoctor {
        No = "no", "没有去";
        Seen = "seen", "去看了医生";
        Hospital = "hospital", "住院了";
    }
}
choices! {
    /// As the national form asks it (药品不良反应/事件报告表, 结果).
    Outcome {
        Recovered = "recovered", "好了";
        Better = "better", "好些了";
        Same = "same", "没好转";
        Lasting = "lasting", "留下后遗症";
        Died = "died", "去世了";
        Unknown = "unknown", "不知道";
    }
}
choices! {
    Guardian { Mother = "mother", "母亲"; Father = "father", "父亲"; Other = "other", "其他监护人"; }
}

/// 不良反应: a lay report with the four elements every report needs (a patient, a product, what
/// happened, who tells). The county's monitoring body judges and files it; nothing here does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    pub village: RegionCode,
    pub signs_of_urgency: Vec<Urgency>,
    pub sex: Sex,
    /// Whole years; 0 for a baby.
    pub age: u32,
    /// Who agreed, for a child under 14.
    pub guardian: Option<Guardian>,
    pub kind: ProductKind,
    pub product: Option<String>,
    pub approval_no: Option<String>,
    pub batch_no: Option<String>,
    pub manufacturer: Option<String>,
    pub how_used: Option<String>,
    pub used_on: Option<Date>,
    pub signs: Vec<Sign>,
    pub began_on: Option<Date>,
    pub story: Option<String>,
    pub doctor: Option<AfterDoctor>,
    pub outcome: Option<Outcome>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
}

/// Under this age a guardian agrees (个人信息保护法 §31).
pub(super) const GUARDIAN_UNDER: u32 = 14;

const AGE: &str = "age";
const SEX: &str = "sex";
const GUARDIAN: &str = "guardian";
const GUARDIAN_CONSENT: &str = "guardian_consent";
const KIND: &str = "kind";
const MANUFACTURER: &str = "manufacturer";
const HOW_USED: &str = "how_used";
const USED_ON: &str = "used_on";
const SIGNS: &str = "signs";
const BEGAN_ON: &str = "began_on";
const DOCTOR: &str = "doctor";
const OUTCOME: &str = "outcome";
const CONTACT_NAME: &str = "contact_name";
const CONTACT_PHONE: &str = "contact_phone";

pub(super) const PRIVATE: &[&str] = &[CONTACT_NAME, CONTACT_PHONE];

const VACCINE: Ring = Ring::ambulance(&["vaccine"], "打疫苗以后不舒服：厉害就先打 120，再打值班电话，回头再填。");
const GRAVE: Ring = Ring::ambulance(&["breath", "faint"], "喘不上气、昏倒叫不醒：先打 120，再打值班电话，回头再填。");
const IN_HOSPITAL: Ring = Ring::duty(&["hospital"], "住院了：先打值班电话，再接着填。");
const LASTING: Ring = Ring::duty(&["lasting", "died"], "去世或留下后遗症：先打值班电话，再接着填。");

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(URGENT, "有没有这些急事？", Ask::Many(Urgency::OPTIONS)).hint("人不舒服得厉害，先打 120"),
    Question::new(SEX, "用的人是男是女？", Ask::One(Sex::OPTIONS)).needed(),
    Question::new(AGE, "多大岁数？", Ask::Number(120)).hint("不满一岁写 0").needed(),
    Question::new(GUARDIAN, "孩子的哪位监护人同意上报？", Ask::One(Guardian::OPTIONS))
        .only_if(OnlyIf::Under(AGE, GUARDIAN_UNDER)),
    Question::new(
        GUARDIAN_CONSENT,
        "念给监护人听",
        Ask::Consent("我要把孩子用药后不舒服的情况报给市场监管部门，由他们转给不良反应监测机构。只记年龄、性别和用药情况，留不留姓名电话由您定。"),
    )
    .only_if(OnlyIf::Under(AGE, GUARDIAN_UNDER)),
    Question::new(VILLAGE, "哪个村？", Ask::Village),
    Question::new(KIND, "用的是什么？", Ask::One(ProductKind::OPTIONS)).needed().ring(VACCINE),
    Question::new(PRODUCT, "名称", Ask::Text(DrugName::MAX)).hint("照着盒子写；拍了盒子的照片可以不写"),
    Question::new(APPROVAL_NO, "批准文号", Ask::Text(ApprovalNo::MAX)),
    Question::new(BATCH_NO, "批号", Ask::Text(BatchNo::MAX)),
    Question::new(MANUFACTURER, "厂家", Ask::Text(Manufacturer::MAX)),
    Question::new(HOW_USED, "怎么用的？", Ask::Text(100)).hint("例如：一次两片，一天三次，饭后吃"),
    Question::new(USED_ON, "哪天开始用的？", Ask::Day),
    Question::new(SIGNS, "哪里不舒服？", Ask::Many(Sign::OPTIONS)).needed().ring(GRAVE),
    Question::new(BEGAN_ON, "哪天开始不舒服的？", Ask::Day),
    Question::new(STORY, "经过", Ask::Long(Story::MAX)),
    Question::new(DOCTOR, "去看医生了吗？", Ask::One(AfterDoctor::OPTIONS)).ring(IN_HOSPITAL),
    Question::new(OUTCOME, "现在怎么样了？", Ask::One(Outcome::OPTIONS)).ring(LASTING),
    Question::new(CONTACT_NAME, "可以找谁了解？", Ask::Text(PersonName::MAX)).hint("本人或家里人愿意留才写"),
    Question::new(CONTACT_PHONE, "电话", Ask::Phone),
];

impl Reaction {
    pub(super) fn check(given: &Given, rules: &Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let mut sheet = Sheet::new(given, rules);
        let signs_of_urgency = sheet.urgent();
        let sex = sheet.needed(SEX, "请选男或女").unwrap_or(Sex::Female);
        let age = sheet.age();
        let guardian = sheet.guardian(age);
        let village = sheet.village();
        let kind = sheet.needed(KIND, "请选用的是药品、疫苗、器械还是化妆品").unwrap_or(ProductKind::Drug);
        let product = sheet.answer(PRODUCT, DrugName::parse(given.one(PRODUCT))).map(DrugName::into_string);
        if product.is_none() && rules.photos == 0 {
            sheet.refuse(PRODUCT, "请写名称，或者拍一张盒子的照片");
        }
        let signs = sheet.many(SIGNS);
        let story = sheet.answer(STORY, Story::parse(given.one(STORY))).map(Story::into_string);
        if signs.is_empty() && story.is_none() && !rules.voice {
            sheet.refuse(SIGNS, "请选哪里不舒服，或者说一段话");
        }
        let used_on = sheet.day(USED_ON);
        let began_on = sheet.day(BEGAN_ON);
        if let (Some(used), Some(began)) = (used_on, began_on)
            && began < used
        {
            sheet.refuse(BEGAN_ON, "不舒服的日子在用药以前，请核对");
        }
        let reaction = Self {
            village,
            signs_of_urgency,
            sex,
            age,
            guardian,
            kind,
            product,
            approval_no: sheet
                .answer(APPROVAL_NO, ApprovalNo::parse(given.one(APPROVAL_NO)))
                .map(ApprovalNo::into_string),
            batch_no: sheet.answer(BATCH_NO, BatchNo::parse(given.one(BATCH_NO))).map(BatchNo::into_string),
            manufacturer: sheet
                .answer(MANUFACTURER, Manufacturer::parse(given.one(MANUFACTURER)))
                .map(Manufacturer::into_string),
            how_used: sheet.text(HOW_USED, "用法", 100),
            used_on,
            signs,
            began_on,
            story,
            doctor: sheet.one(DOCTOR),
            outcome: sheet.one(OUTCOME),
            contact_name: sheet
                .answer(CONTACT_NAME, PersonName::parse(given.one(CONTACT_NAME)))
                .map(PersonName::into_string),
            contact_phone: sheet.answer(CONTACT_PHONE, Phone::parse(given.one(CONTACT_PHONE))).map(Phone::into_string),
        };
        sheet.finish(reaction)
    }

    /// The signs that were ticked, and those the answers speak of themselves.
    #[must_use]
    pub fn urgent(&self) -> Vec<Urgency> {
        let mut all = self.signs_of_urgency.clone();
        let hurt = self.doctor == Some(AfterDoctor::Hospital)
            || matches!(self.outcome, Some(Outcome::Died | Outcome::Lasting))
            || self.signs.iter().any(|sign| matches!(sign, Sign::Breath | Sign::Faint));
        let derived = [(hurt, Urgency::Hurt), (self.kind == ProductKind::Vaccine, Urgency::Vaccine)];
        for (holds, sign) in derived {
            if holds && !all.contains(&sign) {
                all.push(sign);
            }
        }
        all
    }

    /// Whether the law calls it serious (药品不良反应报告和监测管理办法 §63), as far as a lay report tells.
    #[must_use]
    pub fn is_serious(&self) -> bool {
        self.urgent().contains(&Urgency::Hurt)
    }

    pub(super) fn summary(&self) -> String {
        let urgent = if self.urgent().is_empty() { "" } else { "（急）" };
        format!("{}{urgent}", self.kind.words())
    }
}

impl Sheet<'_> {
    fn age(&mut self) -> u32 {
        if self.given.one(AGE).trim().is_empty() {
            self.refuse(AGE, "请写多大岁数，不满一岁写 0");
        }
        self.number(AGE, 120).unwrap_or(GUARDIAN_UNDER)
    }

    fn guardian(&mut self, age: u32) -> Option<Guardian> {
        if age >= GUARDIAN_UNDER {
            return None;
        }
        let guardian = self.needed(GUARDIAN, "孩子不满 14 岁，请选是哪位监护人同意的");
        if self.given.one(GUARDIAN_CONSENT) != "yes" {
            self.refuse(GUARDIAN_CONSENT, "孩子不满 14 岁，要念给监护人听，他同意了再上报");
        }
        guardian
    }
}
