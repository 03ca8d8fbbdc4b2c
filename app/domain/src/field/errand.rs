use jiff::civil::Date;

use super::FormKind;
use super::choice::choices;

choices! {
    /// What a coordinator asks of officers.
    ErrandKind {
        Check = "check", "核查任务";
        Revisit = "revisit", "回访任务";
        Collect = "collect", "回收任务";
        Publicity = "publicity", "宣传任务";
        Other = "other", "其他任务";
        /// To be read, with nothing to do.
        Notice = "notice", "通知";
    }
}

impl ErrandKind {
    #[must_use]
    pub fn is_notice(self) -> bool {
        self == Self::Notice
    }

    /// The form what was done is usually told with.
    #[must_use]
    pub fn form(self) -> Option<FormKind> {
        match self {
            Self::Check | Self::Revisit => Some(FormKind::Patrol),
            Self::Collect => Some(FormKind::TakeBack),
            Self::Publicity => Some(FormKind::Publicity),
            Self::Other | Self::Notice => None,
        }
    }
}

/// How long there is, in words; a task is in time on its last day.
#[must_use]
pub fn time_left(until: Date, today: Date) -> String {
    match (until - today).get_days() {
        0 => "今天要做完".to_owned(),
        late if late < 0 => format!("{until} 到期，已过 {} 天", -late),
        left => format!("{until} 前做完，还有 {left} 天"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_day_is_in_time() {
        let told = |day| time_left(date(2026, 11, day), date(2026, 11, 22));
        assert_eq!(told(22), "今天要做完");
        assert_eq!(told(24), "2026-11-24 前做完，还有 2 天");
        assert_eq!(told(19), "2026-11-19 到期，已过 3 天");
    }
}
