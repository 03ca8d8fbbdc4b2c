use app::pages::desk::Choice;
use app::pages::desk::inbox::{FilterField, ViewLink};
use app::parts::percent;
use domain::access::{Action, Staff};
use domain::matter::{MatterKind, Stage, Status};
use domain::ports::{Filter, HandledBy, Order};
use serde::Deserialize;
use uuid::Uuid;

use crate::services::Services;

/// The inbox's address after the question mark. What it does not know it passes over: an old
/// bookmark still opens the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    kind: String,
    /// Empty: not ended; `all`; or one status.
    status: String,
    stage: String,
    registered: String,
    region: String,
    /// Key of a unit, or `none`: dispatched to none yet.
    unit: String,
    /// `me`, `none`, or somebody's id.
    handler: String,
    /// `yes`: only what waits for a head's approval.
    asks: String,
    /// Empty: nearest limit first; `new`.
    order: String,
    page: String,
}

impl Asked {
    pub fn filter(&self, staff: &Staff) -> Filter {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Filter {
            kind: MatterKind::parse(&self.kind),
            status: Status::parse(&self.status),
            region: filled(&self.region).filter(|prefix| prefix.bytes().all(|b| b.is_ascii_digit())),
            unit: if self.unit == "none" { Some(String::new()) } else { filled(&self.unit) },
            stage: stage(&self.stage),
            handler: match self.handler.as_str() {
                "me" => Some(HandledBy::Person(staff.id)),
                "none" => Some(HandledBy::Nobody),
                id => Uuid::parse_str(id).ok().map(HandledBy::Person),
            },
            waits_for_approval: self.asks == "yes",
            registered: match self.registered.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            open: self.status.is_empty(),
            words: filled(self.q.trim()),
            order: if self.order == "new" { Order::NewestFirst } else { Order::DueFirst },
            page: self.page_number(),
        }
    }

    pub fn page_number(&self) -> u32 {
        self.page.parse().unwrap_or(1).max(1)
    }

    pub fn is_narrowed(&self) -> bool {
        let own = Self { order: String::new(), page: String::new(), ..self.clone() };
        own != Self::default()
    }

    /// This list at another page, inside the site.
    pub fn path(&self, page: u32) -> String {
        format!("desk?{}", self.query(&page.to_string()))
    }

    /// This list from its beginning, as its address writes it.
    pub fn kept(&self) -> String {
        self.query("")
    }

    fn query(&self, page: &str) -> String {
        let page = page.to_owned();
        let parts = [
            ("q", &self.q),
            ("kind", &self.kind),
            ("status", &self.status),
            ("stage", &self.stage),
            ("registered", &self.registered),
            ("region", &self.region),
            ("unit", &self.unit),
            ("handler", &self.handler),
            ("asks", &self.asks),
            ("order", &self.order),
            ("page", &page),
        ];
        let pairs = parts.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        query.join("&")
    }

    /// The lists people of this role come for.
    pub fn views(&self, staff: &Staff) -> Vec<ViewLink> {
        let mut views = vec![("全部", Self::default())];
        let mut add = |words, view| views.push((words, view));
        if staff.may_ever(Action::Handle).is_ok() {
            add("待我办", Self { handler: "me".into(), ..Self::default() });
        }
        if staff.may_ever(Action::Assign).is_ok() {
            add("待分送", Self { unit: "none".into(), ..Self::default() });
        }
        if staff.may_ever(Action::Handle).is_ok() {
            let unit = if staff.narrowed_to_unit().is_some() { String::new() } else { staff.unit.clone() };
            add("待本单位接收", Self { handler: "none".into(), stage: "received".into(), unit, ..Self::default() });
        }
        if staff.may_ever(Action::Approve).is_ok() {
            add("待我审批", Self { asks: "yes".into(), ..Self::default() });
        }
        let link = |(words, view): (&str, Self)| ViewLink {
            path: if view == Self::default() { "desk".to_owned() } else { format!("desk?{}", view.kept()) },
            words: words.to_owned(),
            current: Self { page: String::new(), order: String::new(), ..self.clone() } == view,
        };
        views.into_iter().map(link).collect()
    }

    pub fn fields(&self, services: &Services, staff: &Staff, people: &[Choice]) -> Vec<FilterField> {
        let field =
            |name, label, chosen: &String, choices| FilterField { name, label, chosen: chosen.clone(), choices };
        let mut fields = vec![
            field("kind", "类别", &self.kind, kinds()),
            field("status", "状态", &self.status, statuses()),
            field("stage", "办理阶段", &self.stage, stages()),
            field("handler", "承办人", &self.handler, handlers(people)),
            field("registered", "12315", &self.registered, registered()),
            field("region", "乡镇", &self.region, townships(services, staff)),
        ];
        if staff.narrowed_to_unit().is_none() {
            fields.push(field("unit", "承办单位", &self.unit, units(services)));
        }
        fields.push(field("order", "排序", &self.order, orders()));
        fields
    }
}

fn kinds() -> Vec<Choice> {
    let kinds = [MatterKind::Complaint, MatterKind::Tip];
    with_first(Choice::new("", "全部"), kinds.into_iter().map(|kind| Choice::new(kind.as_str(), kind.words())))
}

fn statuses() -> Vec<Choice> {
    let all = Choice::new("all", "全部");
    let each = Status::ALL.into_iter().map(|status| Choice::new(status.as_str(), status.words()));
    with_first(Choice::new("", "没有办结的"), std::iter::once(all).chain(each))
}

fn registered() -> Vec<Choice> {
    with_first(Choice::new("", "全部"), [Choice::new("no", "未录入"), Choice::new("yes", "已录入")])
}

fn stages() -> Vec<Choice> {
    let word = |stage: Stage| serde_json::to_value(stage).ok().and_then(|word| word.as_str().map(str::to_owned));
    let each = Stage::ALL.into_iter().filter_map(|stage| Some(Choice::new(word(stage)?, stage.words())));
    with_first(Choice::new("", "全部"), each)
}

/// A stage by the word it is kept under.
fn stage(word: &str) -> Option<Stage> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

fn handlers(people: &[Choice]) -> Vec<Choice> {
    let fixed = [Choice::new("me", "我"), Choice::new("none", "还没有人承办")];
    with_first(Choice::new("", "全部"), fixed.into_iter().chain(people.iter().cloned()))
}

fn orders() -> Vec<Choice> {
    vec![Choice::new("", "时限近的在前"), Choice::new("new", "新收到的在前")]
}

fn townships(services: &Services, staff: &Staff) -> Vec<Choice> {
    let visible = services
        .regions
        .townships(&services.site.region)
        .filter(|town| staff.regions.iter().any(|prefix| town.code.is_within(prefix)))
        .map(|town| Choice::new(town.code.prefix(), &town.name));
    with_first(Choice::new("", "全部"), visible)
}

fn units(services: &Services) -> Vec<Choice> {
    let none = Choice::new("none", "未分送");
    let each = services.site.unit.iter().map(|unit| Choice::new(&unit.key, &unit.name));
    with_first(Choice::new("", "全部"), std::iter::once(none).chain(each))
}

fn with_first(first: Choice, rest: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(first).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staff() -> Staff {
        Staff {
            id: Uuid::from_u128(3),
            login: "x".into(),
            name: "某某".into(),
            role: domain::access::Role::Lead,
            unit: "suo".into(),
            regions: Vec::new(),
            stands_in_for: Vec::new(),
        }
    }

    #[test]
    fn a_stage_and_a_handler_are_read_back_from_the_address() {
        let asked =
            Asked { stage: "identity_asked".into(), handler: "me".into(), unit: "none".into(), ..Asked::default() };
        let filter = asked.filter(&staff());
        assert_eq!(filter.stage, Some(Stage::IdentityAsked));
        assert_eq!((filter.handler, filter.unit.as_deref()), (Some(HandledBy::Person(Uuid::from_u128(3))), Some("")));
        assert!(asked.kept().contains("stage=identity_asked&unit=none&handler=me"), "{}", asked.kept());
    }

    #[test]
    fn the_list_opens_with_what_is_not_ended_nearest_limit_first() {
        let filter = Asked::default().filter(&staff());
        assert_eq!((filter.open, filter.order, filter.page), (true, Order::DueFirst, 1));
    }

    #[test]
    fn turning_the_page_keeps_the_filter() {
        let asked = Asked { q: "假药 &".into(), status: "all".into(), ..Asked::default() };
        assert_eq!(asked.path(2), "desk?q=%E5%81%87%E8%8D%AF%20%26&status=all&page=2");
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        let asked =
            Asked { kind: "x".into(), status: "y".into(), region: "53'".into(), page: "-1".into(), ..Asked::default() };
        let filter = asked.filter(&staff());
        assert_eq!((filter.kind, filter.status, filter.region, filter.page), (None, None, None, 1));
    }
}
