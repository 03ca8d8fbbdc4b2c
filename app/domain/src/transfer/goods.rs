use serde::{Deserialize, Serialize};

use crate::text;

/// One line of the list of goods (涉案物品清单).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Good {
    pub name: String,
    /// As it was counted: `12`, `3.5`.
    pub quantity: String,
    pub unit: String,
    /// 批号; empty where there is none.
    #[serde(default)]
    pub batch: String,
    #[serde(default)]
    pub note: String,
}

/// A line that cannot be read, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行：{what}")]
pub struct GoodsFault {
    pub line: usize,
    pub what: &'static str,
}

const MOST_LINES: usize = 200;
const LONGEST: usize = 60;

impl Good {
    /// Reads a typed list: a line a good, `品名，数量，单位，批号，备注` with the last two optional.
    ///
    /// # Errors
    /// The first line that is not one.
    pub fn parse_list(typed: &str) -> Result<Vec<Self>, GoodsFault> {
        let lines = typed.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let goods: Result<Vec<_>, _> = lines.map(|(index, line)| Self::parse(line, index + 1)).collect();
        goods.and_then(|goods| match goods.len() {
            ..=MOST_LINES => Ok(goods),
            _ => Err(GoodsFault { line: MOST_LINES + 1, what: "一张清单最多 200 行" }),
        })
    }

    /// The list as it was typed.
    #[must_use]
    pub fn typed(goods: &[Self]) -> String {
        let line = |good: &Self| {
            let all = [&good.name, &good.quantity, &good.unit, &good.batch, &good.note];
            let used = all.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
            all.iter().take(used).map(|part| part.as_str()).collect::<Vec<_>>().join("，")
        };
        goods.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn parse(line: &str, number: usize) -> Result<Self, GoodsFault> {
        let fault = |what| GoodsFault { line: number, what };
        let mut parts = line.splitn(5, ['，', ',', '\t']).map(text::clean);
        let mut next = || parts.next().unwrap_or_default();
        let good = Self { name: next(), quantity: next(), unit: next(), batch: next(), note: next() };
        let all = [&good.name, &good.quantity, &good.unit, &good.batch, &good.note];
        match () {
            () if all.iter().any(|part| text::forbidden(part).is_some()) => Err(fault("里面有看不见的控制字符")),
            () if all.iter().any(|part| text::length(part) > LONGEST) => Err(fault("每一项最多 60 个字")),
            () if good.name.is_empty() => Err(fault("缺少品名")),
            () if !is_number(&good.quantity) => Err(fault("数量应是大于 0 的数字，例如 12 或 3.5")),
            () if good.unit.is_empty() => Err(fault("缺少单位，例如 盒、瓶、公斤")),
            () => Ok(good),
        }
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    digits && text.len() <= 12 && text.parse::<f64>().is_ok_and(|number| number > 0.0)
}
