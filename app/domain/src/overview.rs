//! How much came in, how it went and what it was about: a stretch of days in numbers, and the short
//! sentences a bureau's sheet says them in.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::text::written_day;

/// Both days included, in Beijing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: Date,
    pub to: Date,
}

/// What came in and ended within a stretch, and what stands open at the moment of asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    pub complaints: u64,
    pub tips: u64,
    pub closed: u64,
    /// Now, whenever it came in.
    pub open: u64,
    /// Now: a day that was set has passed, the law's or the bureau's own.
    pub overdue: u64,
    /// Of those that ended within the stretch: rated at all, and rated 基本满意 or better.
    pub rated: u64,
    pub content: u64,
}

/// A line of a table, under the words it is shown by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Code of a township, key of a unit or of a category, name of a drug; empty: not given to any.
    pub key: String,
    pub words: String,
    pub numbers: Numbers,
}

/// What was reported most often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub key: String,
    pub words: String,
    pub received: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    pub stretch: Stretch,
    /// The day of asking.
    pub today: Date,
    pub total: Numbers,
    /// Received in the stretch just before.
    pub before: u64,
    pub towns: Vec<Part>,
    pub units: Vec<Part>,
    pub categories: Vec<Topic>,
    pub drugs: Vec<Topic>,
}

impl Stretch {
    /// `None` where the last day comes before the first.
    #[must_use]
    pub fn new(from: Date, to: Date) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// So many whole months, the last of them that of `day`.
    #[must_use]
    pub fn months(day: Date, months: i32) -> Self {
        let first = day.first_of_month().saturating_sub(months.saturating_sub(1).months());
        Self { from: first, to: day.last_of_month() }
    }

    /// The quarter of a day.
    #[must_use]
    pub fn quarter(day: Date) -> Self {
        let passed = (day.month() - 1) % 3;
        let from = day.first_of_month().saturating_sub(i32::from(passed).months());
        Self { from, to: from.saturating_add(2.months()).last_of_month() }
    }

    #[must_use]
    pub fn year(day: Date) -> Self {
        Self { from: day.first_of_year(), to: day.last_of_year() }
    }

    /// The stretch just before: as many months before whole months, otherwise as many days.
    #[must_use]
    pub fn before(self) -> Self {
        let to = self.from.yesterday().unwrap_or(self.from);
        if let Some(months) = self.whole_months() {
            return Self { from: self.from.saturating_sub(months.months()), to };
        }
        let days = self.from.until(self.to).map_or(0, |span| span.get_days());
        Self { from: to.saturating_sub(days.days()), to }
    }

    /// `2026年11月`, `2026年第4季度`, `2026年`, or both days.
    #[must_use]
    pub fn words(self) -> String {
        let (year, month) = (self.from.year(), self.from.month());
        match self.whole_months() {
            Some(1) => format!("{year}年{month}月"),
            Some(3) if self == Self::quarter(self.from) => format!("{year}年第{}季度", (month + 2) / 3),
            Some(12) if month == 1 => format!("{year}年"),
            _ => format!("{}至{}", written_day(self.from), written_day(self.to)),
        }
    }

    fn whole_months(self) -> Option<i32> {
        let whole = self.from == self.from.first_of_month() && self.to == self.to.last_of_month();
        let months = (i32::from(self.to.year()) - i32::from(self.from.year())) * 12 + i32::from(self.to.month())
            - i32::from(self.from.month());
        whole.then_some(months + 1)
    }
}

impl Numbers {
    #[must_use]
    pub fn received(&self) -> u64 {
        self.complaints + self.tips
    }

    /// `87.5%`; nothing where nobody rated.
    #[must_use]
    pub fn content_rate(&self) -> Option<String> {
        share(self.content, self.rated)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn add(&mut self, other: &Self) {
        self.complaints += other.complaints;
        self.tips += other.tips;
        self.closed += other.closed;
        self.open += other.open;
        self.overdue += other.overdue;
        self.rated += other.rated;
        self.content += other.content;
    }
}

impl Overview {
    /// The numbers as short sentences for a sheet; `whose` is who says `收到`.
    #[must_use]
    pub fn sentences(&self, whose: &str) -> Vec<String> {
        let total = &self.total;
        let mut sentences = vec![format!(
            "{}，{whose}共收到投诉举报和线索 {} 件，其中投诉 {} 件、举报和线索 {} 件；{}。",
            self.stretch.words(),
            total.received(),
            total.complaints,
            total.tips,
            self.compared()
        )];
        sentences.push(format!(
            "同期办结 {} 件。截至{}，在办 {} 件，其中有日期已过的 {} 件。",
            total.closed,
            written_day(self.today),
            total.open,
            total.overdue
        ));
        sentences.push(match total.content_rate() {
            Some(rate) => {
                format!("同期办结的事项中，群众评价 {} 件，基本满意以上 {} 件，占 {rate}。", total.rated, total.content)
            }
            None => "同期办结的事项还没有群众评价。".to_owned(),
        });
        sentences.extend(self.most());
        sentences
    }

    fn compared(&self) -> String {
        let (now, before) = (self.total.received(), self.before);
        let past = self.stretch.before().words();
        match now.cmp(&before) {
            std::cmp::Ordering::Greater => format!("比{past}（{before} 件）多 {} 件", now - before),
            std::cmp::Ordering::Less => format!("比{past}（{before} 件）少 {} 件", before - now),
            std::cmp::Ordering::Equal => format!("与{past}持平"),
        }
    }

    fn most(&self) -> Option<String> {
        let topic = self.categories.first()?;
        let share = share(topic.received, self.total.received())?;
        let place =
            self.towns.iter().max_by_key(|town| town.numbers.received()).filter(|town| town.numbers.received() > 0);
        let place = place.map(|town| format!("收到最多的乡镇是{}（{} 件）。", town.words, town.numbers.received()));
        let most = format!("反映最多的是“{}”（{} 件，占 {share}）。", topic.words, topic.received);
        Some(most + &place.unwrap_or_default())
    }
}

/// In tenths of a percent, rounded half up.
pub(crate) fn share(part: u64, whole: u64) -> Option<String> {
    let tenths = (part.checked_mul(2000)?.checked_add(whole)?).checked_div(whole.checked_mul(2)?)?;
    Some(format!("{}.{}%", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn stretches_are_named_as_people_name_them_and_know_what_came_before() {
        let day = date(2026, 11, 22);
        for (stretch, words, before) in [
            (Stretch::months(day, 1), "2026年11月", "2026年10月"),
            (Stretch::quarter(day), "2026年第4季度", "2026年第3季度"),
            (Stretch::quarter(date(2026, 1, 1)), "2026年第1季度", "2025年第4季度"),
            (Stretch::year(day), "2026年", "2025年"),
            (Stretch::months(day, 2), "2026年10月1日至2026年11月30日", "2026年8月1日至2026年9月30日"),
            (
                Stretch::new(date(2026, 11, 3), date(2026, 11, 9)).unwrap(),
                "2026年11月3日至2026年11月9日",
                "2026年10月27日至2026年11月2日",
            ),
        ] {
            assert_eq!((stretch.words().as_str(), stretch.before().words().as_str()), (words, before));
        }
        assert_eq!(Stretch::new(date(2026, 11, 9), date(2026, 11, 3)), None);
    }

    #[test]
    fn shares_are_rounded_and_nothing_is_no_share() {
        for (part, whole, expected) in
            [(1, 3, Some("33.3%")), (2, 3, Some("66.7%")), (1, 1, Some("100.0%")), (0, 7, Some("0.0%")), (0, 0, None)]
        {
            assert_eq!(share(part, whole).as_deref(), expected);
        }
    }

    #[test]
    fn the_sheet_says_what_the_numbers_say() {
        let numbers = Numbers { complaints: 3, tips: 5, closed: 4, open: 6, overdue: 1, rated: 2, content: 1 };
        let part = Part { key: "530922101".into(), words: "爱华镇".into(), numbers };
        let mut overview = Overview {
            stretch: Stretch::months(date(2026, 11, 22), 1),
            today: date(2026, 11, 22),
            total: numbers,
            before: 10,
            towns: vec![part],
            units: Vec::new(),
            categories: vec![Topic { key: "D03".into(), words: "过期变质的药".into(), received: 2 }],
            drugs: Vec::new(),
        };
        let said = overview.sentences("本局").join("");
        for words in [
            "共收到投诉举报和线索 8 件",
            "比2026年10月（10 件）少 2 件",
            "在办 6 件",
            "占 50.0%",
            "（2 件，占 25.0%）",
            "爱华镇（8 件）",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
        overview.total = Numbers::default();
        overview.categories.clear();
        assert!(overview.sentences("本局").join("").contains("还没有群众评价"));
    }
}
