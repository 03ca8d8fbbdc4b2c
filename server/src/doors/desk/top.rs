use app::pages::desk::{Tab, Top};
use domain::access::{Action, ItemAction, Staff};
use domain::desk_step::StepName;
use serde::Deserialize;

use crate::services::Services;

/// Counts that stand beside the tabs, where a page knows them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub open: Option<u64>,
    pub unregistered: Option<u64>,
    pub stuck: Option<u64>,
    pub reminders: Option<u64>,
    /// Urgent ones that nobody has filed.
    pub reactions: Option<u64>,
}

/// What a page says has just been done, told by the redirect that led to it.
#[derive(Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    pub done: String,
}

/// The frame of a desk page for a person; `here` is the path of the tab it stands under.
pub fn top(services: &Services, staff: &Staff, here: &str, counts: Counts, done: &Done) -> Top {
    let unit = services.site.unit(&staff.unit).map_or(staff.unit.clone(), |unit| unit.name.clone());
    Top {
        person: staff.name.clone(),
        role: staff.role.words().to_owned(),
        unit,
        tabs: tabs(staff, here, counts),
        done: words(&done.done).map(str::to_owned),
    }
}

fn tabs(staff: &Staff, here: &str, counts: Counts) -> Vec<Tab> {
    let all = [
        ("desk", "待办", Action::ListMatters, counts.open, false),
        ("desk/due", "到期", Action::ListMatters, None, false),
        (
            "desk/reminders",
            "提醒",
            Action::ListMatters,
            counts.reminders.filter(|count| *count > 0),
            counts.reminders.is_some_and(|count| count > 0),
        ),
        ("desk/overview", "办理情况", Action::ReadOverview, None, false),
        ("desk/quality", "质量检查", Action::Export, None, false),
        ("desk/batch", "批量录入", Action::HandOver, counts.unregistered, false),
        (
            "desk/stuck",
            "转送停住",
            Action::HandOver,
            counts.stuck.filter(|count| *count > 0),
            counts.stuck.is_some_and(|count| count > 0),
        ),
        ("desk/phone", "按电话查", Action::FindByPhone, None, false),
        ("desk/supervision", "督办", Action::ReadMatter, None, false),
        ("desk/transfers", "移送", Action::ReadMatter, None, false),
        ("desk/risks", "风险清单", Action::ManageRisks, None, false),
        ("desk/rewards", "举报奖励", Action::Reward, None, false),
        ("desk/questions", "咨询", Action::AnswerQuestions, None, false),
        ("desk/pictures", "图片", Action::ManagePictures, None, false),
        ("desk/board", "检查指标", Action::TendSite, None, false),
        ("desk/readers", "阅读情况", Action::TendSite, None, false),
        (
            "desk/reactions",
            "不良反应",
            Action::ListReactions,
            counts.reactions.filter(|count| *count > 0),
            counts.reactions.is_some_and(|count| count > 0),
        ),
        ("desk/field", "信息员", Action::ReadField, None, false),
        ("desk/leave", "请假代理", Action::Note, None, false),
        ("desk/audit", "审计记录", Action::ReadAudit, None, false),
    ];
    let news = staff.may_item_ever(ItemAction::Read).is_ok();
    let all = all.into_iter().filter(|(_, _, action, _, _)| staff.may_ever(*action).is_ok());
    let news = news.then_some(("desk/news", "采编", Action::Note, None, false));
    all.chain(news)
        .map(|(path, words, _, count, alarm)| Tab {
            path: path.to_owned(),
            words: words.to_owned(),
            count,
            alarm,
            current: path == here,
        })
        .collect()
}

fn words(done: &str) -> Option<&'static str> {
    Some(match done {
        "message" => "留言已经发送，对方凭查询码能看到。",
        "letter" => "文书已经签发，编了文号。",
        "registered" => "12315登记编号已经记下，对方凭查询码能看到。",
        "kept" => "已经记下。",
        "saved" => "已经保存。",
        "tasks" => "任务已经派出。",
        "seen" => "提醒已经收起。",
        "retried" => "已经排队再送，过几分钟看结果。",
        "password" => "密码已经改好，别处的登录都已退出。",
        "totp" => "动态口令已经绑定，下次登录要用到。",
        "filter" => "筛选已经存好。",
        "deputy" => "代理已经记下。",
        "picture" => "图片已经收好，下面是居民会看到的样子。",
        "known" => "这张图以前传过，就是下面这一张。",
        "redrawn" => "已经改好，用到它的网页马上换成新的。",
        "recording" => "录音收到了。另一位同事听过，才会放出来。",
        "confirmed" => "已经记下，现在能听了。",
        "silenced" => "录音已经撤下，网上听不到了。",
        "looked" => "全站已经查过一遍，下面是刚查到的。",
        "passed" => "这个链接以后略过。",
        "columns" => "已经改好，居民马上看到。",
        "bets" => "已经改好，居民搜索马上用上。",
        "away" => "已经移入回收站。",
        "back" => "已经取回。",
        step => return StepName::parse(step).map(|_| "已经记下。"),
    })
}
