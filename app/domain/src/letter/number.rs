//! Document numbers: 云市监投受〔2026〕第12号 on the forms, 云市监移〔2026〕12号 elsewhere.

/// 机关代字 made from the bureau's name where the site file names none: 云县市场监督管理局 → 云市监.
#[must_use]
pub fn agency_mark(bureau: &str) -> String {
    let place = bureau.strip_suffix("市场监督管理局").unwrap_or(bureau);
    let short = place.strip_suffix(['县', '市', '区', '旗']).filter(|short| !short.is_empty()).unwrap_or(place);
    format!("{short}市监")
}

/// What is counted on its own: the agency's word and the form's. Units that share an agency's word
/// share the count, so that no number is given out twice.
#[must_use]
pub fn series(agency: &str, form: &str) -> String {
    format!("{agency}{form}")
}

/// As the ten forms write it (文书式样2026).
#[must_use]
pub fn form_number(series: &str, year: i16, ordinal: u32) -> String {
    format!("{series}〔{year}〕第{ordinal}号")
}

/// As official papers without a form of their own write it (GB/T 9704).
#[must_use]
pub fn document_number(series: &str, year: i16, ordinal: u32) -> String {
    format!("{series}〔{year}〕{ordinal}号")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_agency_form_year_and_count() {
        assert_eq!(agency_mark("云县市场监督管理局"), "云市监");
        assert_eq!(agency_mark("陆丰市市场监督管理局"), "陆丰市监");
        assert_eq!(form_number(&series("云市监", "投受"), 2026, 12), "云市监投受〔2026〕第12号");
        assert_eq!(document_number(&series("云市监", "移"), 2026, 12), "云市监移〔2026〕12号");
    }
}
