use jiff::ToSpan;
use jiff::civil::Date;

use super::form::FormKind;

/// So long a form is taken after a newer one came out: a phone may lie in a drawer that long.
pub const FORM_LIFE_MONTHS: i32 = 24;

/// A version of a form's questions, and the day a newer one came out.
#[derive(Clone, Copy, Debug)]
pub struct FormVersion {
    pub version: u32,
    pub superseded: Option<Date>,
}

/// Newest last. A version is added when a question's meaning changes, never to add an optional one.
const VERSIONS: &[FormVersion] = &[FormVersion { version: 1, superseded: None }];

/// What forms are drawn with today.
#[must_use]
pub fn current_version(_form: FormKind) -> u32 {
    VERSIONS.last().map_or(1, |newest| newest.version)
}

/// Whether a report filled in with that version is still taken on that day.
///
/// # Errors
/// A sentence for the officer.
pub fn accepted(version: u32, today: Date) -> Result<(), &'static str> {
    among(VERSIONS, version, today)
}

fn among(versions: &[FormVersion], version: u32, today: Date) -> Result<(), &'static str> {
    let Some(known) = versions.iter().find(|known| known.version == version) else {
        return Err("这份表的版本，服务器还不认识；请连上网，打开首页更新后再上报");
    };
    let until = known.superseded.and_then(|day| day.checked_add(FORM_LIFE_MONTHS.months()).ok());
    match until {
        Some(until) if today > until => Err("这份表是两年多以前的旧表，请在新表里重新填一遍"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_form_is_taken_for_two_years_after_its_successor() {
        let versions = [
            FormVersion { version: 1, superseded: Some(date(2026, 11, 22)) },
            FormVersion { version: 2, superseded: None },
        ];
        assert!(among(&versions, 1, date(2028, 11, 22)).is_ok());
        assert!(among(&versions, 1, date(2028, 11, 23)).unwrap_err().contains("旧表"));
        assert!(among(&versions, 2, date(2040, 1, 1)).is_ok());
        assert!(among(&versions, 3, date(2026, 12, 1)).unwrap_err().contains("不认识"));
    }
}
