//! A report form as a person fills it in.

use crate::portal::{Answer, Form, Visitor};

/// The fields of the form, each of which a test may change.
#[derive(Clone)]
pub struct Sheet {
    fields: Vec<(String, String)>,
    photos: Vec<(String, Vec<u8>)>,
    voice: Option<Vec<u8>>,
}

impl Sheet {
    /// An anonymous tip about 草皮街社区 in 爱华镇.
    pub fn tip() -> Self {
        Self::of(&[
            ("wish", "tip"),
            ("category", "D03"),
            ("region", "530922101001"),
            ("place", "新街路口第二家药店"),
            ("channel", "shop"),
            ("story", "11月18日在药店买感冒药，盒子上的有效期到今年6月。"),
            ("happened_on", "2026-11-18"),
            ("amount", "35.5"),
            ("respondent_name", "平安药店"),
            ("drug_name", "感冒灵颗粒"),
            ("approval_no", "国药准字 z44021940"),
            ("batch_no", "240601"),
            ("identity", "anonymous"),
        ])
    }

    /// An anonymous tip of somebody who taps and types nothing.
    pub fn tapped() -> Self {
        Self::of(&[
            ("wish", "tip"),
            ("category", "D03"),
            ("region", "530922101001"),
            ("channel", "shop"),
            ("seen", "on_sale"),
            ("seen", "no_receipt"),
            ("seen_when", "week"),
            ("identity", "anonymous"),
        ])
    }

    /// A complaint with all that 令121 §10 asks for.
    pub fn complaint() -> Self {
        let mut sheet = Self::tip().with("wish", "complaint").without("identity");
        for (name, value) in [
            ("respondent_address", "云县爱华镇新街12号"),
            ("requests", "return"),
            ("requests", "compensation"),
            ("reporter_name", "杨某某"),
            ("reporter_phone", "139 8831 2345"),
            ("reporter_address", "云县爱华镇草皮街社区"),
            ("mediation_consent", "yes"),
        ] {
            sheet.fields.push((name.to_owned(), value.to_owned()));
        }
        sheet
    }

    /// The same person wants both.
    pub fn both() -> Self {
        Self::complaint().with("wish", "both")
    }

    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        let mut sheet = self.without(name);
        sheet.fields.push((name.to_owned(), value.to_owned()));
        sheet
    }

    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    #[must_use]
    pub fn photo(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.photos.push((name.to_owned(), bytes));
        self
    }

    /// What somebody said.
    #[must_use]
    pub fn voice(mut self, bytes: Vec<u8>) -> Self {
        self.voice = Some(bytes);
        self
    }

    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The form as a browser posts it: inputs without a file post an empty one.
    pub fn form(&self, key: &str) -> Form {
        let mut form = Form::default().text("form_key", key).text("notice_version", "2026-11-21");
        for (name, value) in &self.fields {
            form = form.text(name, value);
        }
        for (name, bytes) in &self.photos {
            form = form.file("photos", name, bytes.clone());
        }
        for _ in self.photos.len()..4 {
            form = form.file("photos", "", Vec::new());
        }
        form = match &self.voice {
            Some(bytes) => form.file("voice", "voice.webm", bytes.clone()),
            None => form.file("voice", "", Vec::new()),
        };
        form.text("left_empty", "")
    }

    /// Opens the form as a person does and sends it filled in.
    pub async fn send(&self, visitor: &mut Visitor) -> Answer {
        let wish = self.fields.iter().find(|(name, _)| name == "wish").map_or("tip", |(_, wish)| wish);
        let page = visitor.get(&format!("report/new?wish={wish}")).await;
        let key = key_in(&page.text());
        visitor.post_multipart("report/new", &self.form(&key)).await
    }

    fn of(fields: &[(&str, &str)]) -> Self {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self { fields: fields.iter().map(own).collect(), photos: Vec::new(), voice: None }
    }
}

/// The beginning of what a browser records: told by its first bytes, played as it came.
pub fn spoken() -> Vec<u8> {
    b"\x1a\x45\xdf\xa3 nine expired boxes on the shelf".to_vec()
}

/// A key as the form draws it; the same number is the same key.
pub fn key(number: u32) -> String {
    format!("{number:032x}")
}

/// The key drawn into the first form of a page that has one.
pub fn key_in(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"form_key\" value=\"").expect("a form with a key");
    rest.split('"').next().unwrap().to_owned()
}

/// The query code on a receipt page: 16 digits.
pub fn code_in(page: &str) -> String {
    let (_, rest) = page.split_once("class=\"code\"").expect("a receipt with a code");
    let code = rest.split("</p>").next().unwrap();
    let text: String = code.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The public numbers on a page, in order.
pub fn numbers_in(page: &str) -> Vec<String> {
    page.match_indices("YX-").map(|(at, _)| page.get(at..).unwrap().chars().take(14).collect()).collect()
}

/// What the page says at a field.
pub fn said_at(page: &str, field: &str) -> String {
    let mark = format!("id=\"{field}-error\"");
    let (_, rest) = page.split_once(&mark).unwrap_or_else(|| panic!("nothing is said at {field}"));
    let (_, text) = rest.split_once('>').unwrap();
    text.split('<').next().unwrap().to_owned()
}
