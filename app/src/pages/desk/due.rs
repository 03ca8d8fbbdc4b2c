use domain::calendar::Due;
use domain::track::NextStep;
use leptos::prelude::*;

/// A limit as a traffic light that also says in words what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Light {
    pub colour: &'static str,
    pub words: String,
    /// Which day, and for what.
    pub detail: String,
    /// By which law and article.
    pub basis: String,
}

/// Working days at which a limit is near.
const NEAR: i32 = 3;

impl Light {
    #[must_use]
    pub fn of(next: &NextStep, days_left: i32) -> Self {
        Self::of_day(next.due, &next.title, &next.basis, days_left)
    }

    /// The light of any day the law sets.
    #[must_use]
    pub fn of_day(due: Due, title: &str, basis: &str, days_left: i32) -> Self {
        let (colour, words) = match days_left {
            ..0 => ("due red", format!("超 {} 个工作日", days_left.saturating_neg())),
            0 => ("due amber", "今天到期".to_owned()),
            1..=NEAR => ("due amber", format!("剩 {days_left} 个工作日")),
            _ => ("due ok", format!("剩 {days_left} 个工作日")),
        };
        let provisional = if due.provisional { "（暂估）" } else { "" };
        Self {
            colour,
            words: format!("{words}{provisional}"),
            detail: format!("{} 前{title}", due.date),
            basis: basis.to_owned(),
        }
    }
}

/// The cell of a list.
pub fn cell(light: Option<Light>) -> impl IntoView {
    match light {
        Some(light) => {
            view! { <td data-label="法定时限" class=light.colour><span>{light.words}</span><small>{light.detail}</small></td> }
                .into_any()
        }
        None => view! { <td data-label="法定时限"><span>"没有待办的法定时限"</span></td> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn light(days_left: i32, provisional: bool) -> Light {
        let next = NextStep {
            clock_id: "T1".into(),
            title: "决定是否受理".into(),
            due: Due { date: jiff::civil::date(2026, 11, 20), minute: None, provisional },
            text: String::new(),
            basis: "第十五条".into(),
            working_days: true,
        };
        Light::of(&next, days_left)
    }

    #[test]
    fn every_colour_comes_with_its_words() {
        for (days, colour, words) in [
            (-1, "due red", "超 1 个工作日"),
            (0, "due amber", "今天到期"),
            (3, "due amber", "剩 3 个工作日"),
            (4, "due ok", "剩 4 个工作日"),
        ] {
            assert_eq!((light(days, false).colour, light(days, false).words.as_str()), (colour, words));
        }
    }

    #[test]
    fn a_day_beyond_the_calendar_is_marked_as_estimated() {
        assert!(light(9, true).words.contains("暂估"));
    }
}
