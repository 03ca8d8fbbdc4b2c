//! A case started from a matter that has ended: what was found, and nothing of who reported it.

use domain::access::Staff;
use domain::ports::DeskMatter;
use domain::report::Facts;
use domain::track::local_date;

use crate::doors::Trouble;
use crate::doors::desk::answer;
use crate::newsroom::sheet::Sheet;
use crate::services::Services;

/// The first sheet of the case.
///
/// # Errors
/// As reading the matter; a matter that has not ended is told.
pub async fn sheet(services: &Services, staff: &Staff, number: &str) -> Result<Sheet, Trouble> {
    let matter = services.casework.matter(staff, number, services.now()).await.map_err(answer::trouble)?;
    if !matter.state.stage.is_end() {
        return Err(Trouble::BadRequest("事项还没有办结，不能做成案例。".to_owned()));
    }
    Ok(Sheet { values: values(services, &matter), body: body(&matter.facts) })
}

/// Neither story, dates, place of purchase nor amount: whoever reported would know themselves in them,
/// and so would others (投诉举报处理办法 §37). Where the case came from is left to be written.
fn values(services: &Services, matter: &DeskMatter) -> Vec<(&'static str, String)> {
    let facts = &matter.facts;
    let category = services.laws.category(&facts.category).map(|own| own.label.clone()).unwrap_or_default();
    let region = facts.region.township().unwrap_or_else(|| facts.region.clone());
    let today = local_date(services.now()).to_string();
    vec![
        ("title", category.clone()),
        ("category", facts.category.clone()),
        ("region", region.as_str().to_owned()),
        ("unit", services.site.bureau.clone()),
        ("keywords", [Some(category), facts.drug.name.clone()].into_iter().flatten().collect::<Vec<_>>().join("、")),
        ("party", facts.respondent.name.clone().unwrap_or_default()),
        ("reviewed", today),
    ]
}

fn body(facts: &Facts) -> String {
    let drug = &facts.drug;
    let lines = [
        ("产品", &drug.name),
        ("批准文号", &drug.approval_no),
        ("批号", &drug.batch_no),
        ("标示的生产企业", &drug.manufacturer),
    ];
    let line = |(label, value): (&str, &Option<String>)| value.as_deref().map(|value| format!("- {label}：{value}\n"));
    let told: String = lines.into_iter().filter_map(line).collect();
    format!(
        "## 基本案情 {{.facts}}\n\n{told}\n## 证据要点 {{.evidence}}\n\n## 裁量理由 {{.discretion}}\n\n## 典型意义 {{.meaning}}\n\n## 您手里有没有 {{.check}}\n\n## 消费提示 {{.advice}}\n"
    )
}
