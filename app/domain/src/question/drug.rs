use super::{Refused, bounded, text_question};

text_question!(
    /// The name on the box.
    DrugName, "产品名称", 60
);
text_question!(
    /// 产品批号, as printed.
    BatchNo, "批号", 30
);
text_question!(
    /// 生产厂家, as printed.
    Manufacturer, "厂家", 60
);

/// 批准文号 as printed on the box, with spaces removed and letters in upper case.
///
/// A shape that is unknown is kept: the number on a suspicious box is evidence, not a mistake of
/// the person who copied it. What the shape means is only ever a hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalNo(String);

impl ApprovalNo {
    pub const MAX: usize = 40;

    /// # Errors
    /// Too long, or with control characters.
    pub fn parse(typed: &str) -> Result<Option<Self>, Refused> {
        let answer = bounded(typed, "批准文号", Self::MAX)?;
        Ok(answer.map(|text| {
            let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            Self(compact.to_ascii_uppercase())
        }))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether it has the shape of a drug approval number (药品注册管理办法 §123; letters of older
    /// numbers still on shelves included). The shape proves nothing about the box.
    #[must_use]
    pub fn has_drug_shape(&self) -> bool {
        let Some(rest) = self.0.strip_prefix("国药准字") else { return false };
        let letters = rest.chars().take_while(char::is_ascii_uppercase).count();
        let (Some(letters), Some(digits)) = (rest.get(..letters), rest.get(letters..)) else {
            return false;
        };
        let kind = matches!(letters, "H" | "Z" | "S" | "B" | "T" | "F" | "J" | "C")
            || matches!(letters, "HC" | "ZC" | "SC" | "HJ" | "ZJ" | "SJ");
        kind && digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_of_approval_numbers() {
        let cases = [
            ("国药准字H20013001", true),
            ("国药准字 h2001 3001", true),
            ("国药准字HJ20170001", true),
            ("国药准字B20020001", true),
            ("国药准字Ｈ２００１３００１", true),
            ("国药准字H2001300", false),
            ("国食健注G20190001", false),
            ("云卫消证字（2020）第0001号", false),
        ];
        for (typed, expected) in cases {
            let number = ApprovalNo::parse(typed).unwrap().unwrap();
            assert_eq!(number.has_drug_shape(), expected, "{typed}");
        }
    }
}
