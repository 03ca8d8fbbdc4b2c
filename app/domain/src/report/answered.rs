//! Rules of single answers that need no table. The server's [`Report::check`](super::Report::check)
//! and the phone's step-by-step form both call these, so that a fault reads the same in both.

use jiff::civil::Date;

use super::answers::{Answers, field};
use super::told::{self, Evidence};
use super::{Channel, Wish};
use crate::question::{
    Amount, ApprovalNo, BatchNo, DrugName, HappenedOn, Manufacturer, PersonName, Phone, Place, PostalAddress, Refused,
    RespondentAddress, RespondentName, bounded,
};

/// What the rules need to know besides the answers.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Day after which nothing can have happened yet.
    pub today: Date,
    /// Characters 12315 takes for the name of an online platform.
    pub platform_name_max: usize,
    /// What was chosen beside the answers.
    pub evidence: Evidence,
}

/// Most characters of an order number (订单号); 12315 names no limit, real ones have about 20.
pub const ORDER_NO_MAX: usize = 40;

/// What is wrong with one answer as typed, as far as it can be told without tables.
#[must_use]
pub fn fault(name: &str, answers: &Answers, limits: Limits) -> Option<String> {
    let a = answers;
    let wish = Wish::parse(&a.wish).unwrap_or(Wish::Tip);
    let outcome = match name {
        field::WISH => there(&a.wish, missing::WISH),
        field::CATEGORY => there(&a.category, missing::CATEGORY),
        field::REGION => there(&a.region, missing::REGION),
        field::PLACE => Place::parse(&a.place).map(drop),
        field::PLATFORM_NAME => {
            platform_name(&a.platform_name, Channel::parse(a.channel.trim()), limits.platform_name_max).map(drop)
        }
        field::ORDER_NO => order_no(&a.order_no).map(drop),
        field::STORY => told::enough(a, Some(limits.evidence), wish).map(drop),
        field::HAPPENED_ON => HappenedOn::parse(&a.happened_on, limits.today).map(drop),
        field::AMOUNT => Amount::parse(&a.amount).map(drop),
        field::RESPONDENT_NAME => respondent_name(&a.respondent_name, wish).map(drop),
        field::RESPONDENT_ADDRESS => respondent_address(&a.respondent_address, wish).map(drop),
        field::REQUESTS => requests(&a.requests, wish),
        field::DRUG_NAME => DrugName::parse(&a.drug_name).map(drop),
        field::APPROVAL_NO => ApprovalNo::parse(&a.approval_no).map(drop),
        field::BATCH_NO => BatchNo::parse(&a.batch_no).map(drop),
        field::MANUFACTURER => Manufacturer::parse(&a.manufacturer).map(drop),
        field::IDENTITY => identity(&a.identity, wish).map(drop),
        _ => of_reporter(name, a, wish),
    };
    outcome.err().map(|Refused(message)| message)
}

/// Who a tip's sender wants to be; a complaint is always named (令121 §10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    Anonymous,
    PhoneOnly,
    Named,
}

pub(super) fn identity(typed: &str, wish: Wish) -> Result<Identity, Refused> {
    match typed {
        _ if wish.asks_for_redress() => Ok(Identity::Named),
        "named" => Ok(Identity::Named),
        "phone" => Ok(Identity::PhoneOnly),
        "anonymous" => Ok(Identity::Anonymous),
        _ => Err(refused(missing::IDENTITY)),
    }
}

/// 12315 wants the platform's name for an online purchase.
pub(super) fn platform_name(typed: &str, channel: Option<Channel>, max: usize) -> Result<Option<String>, Refused> {
    let name = bounded(typed, "平台名称", max)?;
    if channel == Some(Channel::Online) && name.is_none() {
        return Err(refused(missing::PLATFORM_NAME));
    }
    Ok(name)
}

pub(super) fn order_no(typed: &str) -> Result<Option<String>, Refused> {
    bounded(typed, "订单号", ORDER_NO_MAX)
}

/// A complaint must name whom it is against and where they are (令121 §10); a tip may not know.
pub(super) fn respondent_name(typed: &str, wish: Wish) -> Result<Option<RespondentName>, Refused> {
    needed(RespondentName::parse(typed)?, wish.asks_for_redress(), missing::RESPONDENT_NAME)
}

pub(super) fn respondent_address(typed: &str, wish: Wish) -> Result<Option<RespondentAddress>, Refused> {
    needed(RespondentAddress::parse(typed)?, wish.asks_for_redress(), missing::RESPONDENT_ADDRESS)
}

/// A complaint needs a concrete request (令121 §10).
pub(super) fn requests(chosen: &[String], wish: Wish) -> Result<(), Refused> {
    if wish.asks_for_redress() && chosen.is_empty() {
        return Err(refused(missing::REQUESTS));
    }
    Ok(())
}

pub(super) fn reporter_name(typed: &str, wish: Wish) -> Result<Option<PersonName>, Refused> {
    let message = if wish.asks_for_redress() { missing::COMPLAINANT_NAME } else { missing::REPORTER_NAME };
    needed(PersonName::parse(typed)?, true, message)
}

pub(super) fn reporter_phone(typed: &str) -> Result<Phone, Refused> {
    Phone::parse(typed)?.ok_or_else(|| refused(missing::REPORTER_PHONE))
}

pub(super) fn reporter_address(typed: &str, wish: Wish) -> Result<Option<PostalAddress>, Refused> {
    needed(PostalAddress::parse(typed)?, wish.asks_for_redress(), missing::REPORTER_ADDRESS)
}

/// Whoever fills in a form for somebody else says who they are. Without script all its fields stand there, so that a
/// name alone says it too.
pub(super) fn helper_name(a: &Answers) -> Result<Option<PersonName>, Refused> {
    if !helped(a) {
        return Ok(None);
    }
    needed(PersonName::parse(&a.helper_name)?, true, missing::HELPER_NAME)
}

pub(super) fn helper_consent(a: &Answers) -> Result<(), Refused> {
    if helped(a) && a.helper_consent != "yes" { Err(refused(missing::HELPER_CONSENT)) } else { Ok(()) }
}

fn helped(a: &Answers) -> bool {
    a.helper == "yes" || a.helper_consent == "yes" || !a.helper_name.trim().is_empty()
}

fn of_reporter(name: &str, a: &Answers, wish: Wish) -> Result<(), Refused> {
    let who = identity(&a.identity, wish).ok();
    match name {
        field::REPORTER_NAME if who == Some(Identity::Named) => reporter_name(&a.reporter_name, wish).map(drop),
        field::REPORTER_PHONE if matches!(who, Some(Identity::Named | Identity::PhoneOnly)) => {
            reporter_phone(&a.reporter_phone).map(drop)
        }
        field::REPORTER_ADDRESS if who == Some(Identity::Named) => {
            reporter_address(&a.reporter_address, wish).map(drop)
        }
        field::HELPER_NAME if matches!(who, Some(Identity::Named | Identity::PhoneOnly)) => helper_name(a).map(drop),
        field::HELPER_CONSENT if matches!(who, Some(Identity::Named | Identity::PhoneOnly)) => helper_consent(a),
        _ => Ok(()),
    }
}

fn needed<T>(answer: Option<T>, needed: bool, message: &str) -> Result<Option<T>, Refused> {
    if needed && answer.is_none() { Err(refused(message)) } else { Ok(answer) }
}

fn there(typed: &str, message: &str) -> Result<(), Refused> {
    if typed.trim().is_empty() { Err(refused(message)) } else { Ok(()) }
}

fn refused(message: &str) -> Refused {
    Refused(message.to_owned())
}

/// What is said when an answer that must be there is not.
pub(super) mod missing {
    pub const WISH: &str = "请选择您想做什么";
    pub const CATEGORY: &str = "请选择是哪一类问题";
    pub const REGION: &str = "请选择在哪个乡镇、哪个村";
    pub const PLATFORM_NAME: &str = "请写在哪个网站、软件或直播间买的";
    pub const WORDS: &str = "请写清经过：什么时候、在哪里、看到或买到什么";
    pub const STORY: &str = "请写清经过：什么时候、在哪里、看到或买到什么；不方便写，可以录一段话";
    pub const SIGHTING: &str = "请勾选看到了什么，或者写几个字、录一段话、拍一张照片，有一样就行";
    pub const RESPONDENT_NAME: &str = "投诉要写对方的名称，照店门、小票或网页上的写";
    pub const RESPONDENT_ADDRESS: &str = "投诉要写对方的地址，网店写页面上显示的地址";
    pub const REQUESTS: &str = "请选择您要求对方怎么做，例如退货";
    pub const IDENTITY: &str = "请选择要不要留姓名";
    pub const COMPLAINANT_NAME: &str = "投诉要写真实姓名；不想留姓名，可以改为举报";
    pub const REPORTER_NAME: &str = "请写姓名；不想留姓名，可以选“不留姓名”";
    pub const REPORTER_PHONE: &str = "请写电话号码，方便工作人员问清情况";
    pub const REPORTER_ADDRESS: &str = "投诉要写通讯地址，写到村就可以";
    pub const HELPER_NAME: &str = "帮别人填的，请写您自己的姓名";
    pub const HELPER_CONSENT: &str = "请先念给本人听，本人同意了再勾选";
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(name: &str, change: impl FnOnce(&mut Answers)) -> Option<String> {
        let mut answers = Answers { wish: "tip".into(), ..Answers::default() };
        change(&mut answers);
        fault(
            name,
            &answers,
            Limits { today: date(2026, 11, 21), platform_name_max: 20, evidence: Evidence::default() },
        )
    }

    #[test]
    fn a_tip_needs_less_than_a_complaint() {
        for name in [field::RESPONDENT_NAME, field::RESPONDENT_ADDRESS, field::REQUESTS, field::REPORTER_ADDRESS] {
            assert_eq!(told(name, |_| {}), None, "{name} of a tip");
            assert!(told(name, |a| a.wish = "complaint".into()).is_some(), "{name} of a complaint");
        }
    }

    #[test]
    fn an_anonymous_tip_is_asked_for_no_phone() {
        assert_eq!(told(field::REPORTER_PHONE, |a| a.identity = "anonymous".into()), None);
        assert!(told(field::REPORTER_PHONE, |a| a.identity = "phone".into()).is_some());
        assert_eq!(told(field::REPORTER_NAME, |a| a.identity = "phone".into()), None);
        assert!(told(field::REPORTER_NAME, |a| a.identity = "named".into()).is_some());
    }

    #[test]
    fn only_who_helps_says_their_own_name() {
        let helping = |a: &mut Answers| {
            a.identity = "named".into();
            a.helper = "yes".into();
        };
        for name in [field::HELPER_NAME, field::HELPER_CONSENT] {
            assert_eq!(told(name, |a| a.identity = "named".into()), None, "{name} of somebody's own form");
            assert!(told(name, helping).is_some(), "{name} of a helper");
            assert_eq!(told(name, |a| a.helper = "yes".into()), None, "{name} of an anonymous tip");
        }
    }

    #[test]
    fn only_an_online_purchase_needs_the_platform() {
        assert_eq!(told(field::PLATFORM_NAME, |a| a.channel = "shop".into()), None);
        let message = told(field::PLATFORM_NAME, |a| a.channel = "online".into()).unwrap();
        assert_eq!(message, missing::PLATFORM_NAME);
        assert!(told(field::PLATFORM_NAME, |a| a.platform_name = "买".repeat(21)).unwrap().contains("最多 20 个字"));
    }

    #[test]
    fn tomorrow_is_told_as_on_the_server() {
        let message = told(field::HAPPENED_ON, |a| a.happened_on = "2026-11-22".into());
        assert_eq!(message.as_deref(), Some("日期在今天以后，请核对"));
    }
}
