use app::pages::desk::Choice;
use app::pages::desk::inbox::FilterField;
use app::parts::percent;
use domain::access::Staff;
use domain::matter::{MatterKind, Status};
use domain::ports::{Filter, Order};
use serde::Deserialize;

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
    registered: String,
    region: String,
    unit: String,
    /// Empty: nearest limit first; `new`.
    order: String,
    page: String,
}

impl Asked {
    pub fn filter(&self) -> Filter {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Filter {
            kind: MatterKind::parse(&self.kind),
            status: Status::parse(&self.status),
            region: filled(&self.region).filter(|prefix| prefix.bytes().all(|b| b.is_ascii_digit())),
            unit: filled(&self.unit),
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
        let page = page.to_string();
        let parts = [
            ("q", &self.q),
            ("kind", &self.kind),
            ("status", &self.status),
            ("registered", &self.registered),
            ("region", &self.region),
            ("unit", &self.unit),
            ("order", &self.order),
            ("page", &page),
        ];
        let pairs = parts.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        format!("desk?{}", query.join("&"))
    }

    pub fn fields(&self, services: &Services, staff: &Staff) -> Vec<FilterField> {
        let field =
            |name, label, chosen: &String, choices| FilterField { name, label, chosen: chosen.clone(), choices };
        let mut fields = vec![
            field("kind", "类别", &self.kind, kinds()),
            field("status", "状态", &self.status, statuses()),
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
    with_first(Choice::new("", "全部"), services.site.unit.iter().map(|unit| Choice::new(&unit.key, &unit.name)))
}

fn with_first(first: Choice, rest: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(first).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_opens_with_what_is_not_ended_nearest_limit_first() {
        let filter = Asked::default().filter();
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
        let filter = asked.filter();
        assert_eq!((filter.kind, filter.status, filter.region, filter.page), (None, None, None, 1));
    }
}
