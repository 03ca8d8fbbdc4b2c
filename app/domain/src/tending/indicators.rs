use serde::Deserialize;

/// `content/laws/indicators.toml`: the numbers of 检查指标, each with where it is from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// Days without anything new on the home page.
    pub home_days: Threshold,
    /// Days without anything new in a column.
    pub column_days: Threshold,
    /// Days before its next review at which a text is named.
    pub review_days: Threshold,
    /// Kilobytes of a page with its pictures.
    pub page_kilobytes: Threshold,
    /// Days a resident's question may wait for its answer.
    pub question_days: Threshold,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub number: u16,
    /// Said beside it, so that nobody takes the house's own number for a rule.
    pub source: String,
}
