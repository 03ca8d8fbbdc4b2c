use domain::matter::MatterKind;
use domain::ports::DeskMatter;
use domain::question::Amount;

use crate::services::Services;

/// What was reported, label by label in the order of the form; what was left empty is left out.
pub(super) fn lines(services: &Services, found: &DeskMatter) -> Vec<(String, String)> {
    let facts = &found.facts;
    let category = services.laws.category(&facts.category);
    let place = format!("{}{}", found.region_name, facts.place.as_deref().unwrap_or_default());
    let all = [
        ("问题类别", category.map(|category| format!("{}（{}）", category.label, category.words))),
        ("对象名称", facts.respondent.name.clone()),
        ("对象地址", facts.respondent.address.clone()),
        ("地点", Some(place)),
        ("从哪里买的", Some(facts.channel.words().to_owned())),
        ("网购平台", facts.platform_name.clone()),
        ("订单号", facts.order_no.clone()),
        ("时间", facts.happened_on.map(|day| day.to_string())),
        ("金额", facts.amount.map(|fen| format!("{} 元", Amount::from_fen(fen).yuan()))),
        ("要求", requests(services, &facts.requests)),
        ("产品名称", facts.drug.name.clone()),
        ("批准文号", facts.drug.approval_no.clone()),
        ("批号", facts.drug.batch_no.clone()),
        ("生产厂家", facts.drug.manufacturer.clone()),
        ("同意公示投诉信息", consent(found, facts.publish_consent)),
        ("同意委托调解", consent(found, facts.mediation_consent)),
    ];
    all.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect()
}

fn requests(services: &Services, keys: &[String]) -> Option<String> {
    let known = &services.laws.requests;
    let words = |key: &String| known.iter().find(|request| request.key == *key).map(|request| request.text.as_str());
    let texts: Vec<_> = keys.iter().filter_map(words).collect();
    (!texts.is_empty()).then(|| texts.join("、"))
}

/// Asked of complainants only.
fn consent(found: &DeskMatter, yes: bool) -> Option<String> {
    (found.kind == MatterKind::Complaint).then(|| if yes { "是" } else { "否" }.to_owned())
}
