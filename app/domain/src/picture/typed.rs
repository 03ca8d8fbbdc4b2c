use super::about::About;
use super::area::{Area, Spot, WHOLE};
use super::edit::{BLURS_MAX, Edit};
use super::ninth::NINTHS;
use crate::report::FieldError;
use crate::text;

/// A picture's form as typed, by field name; places in percent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedPicture(pub Vec<(String, String)>);

/// The four fields of a rectangle, in their order.
const SIDES: [&str; 4] = ["left", "top", "width", "height"];

impl TypedPicture {
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The fields that say what stands there now.
    #[must_use]
    pub fn of(about: &About, edit: &Edit) -> Self {
        let mut fields = vec![("alt".to_owned(), about.alt.clone()), ("credit".to_owned(), about.credit.clone())];
        if about.decorative {
            fields.push(("decorative".to_owned(), "yes".to_owned()));
        }
        let ninth = NINTHS.iter().find(|ninth| ninth.middle == edit.focus);
        fields.extend(ninth.map(|ninth| ("focus".to_owned(), ninth.name.to_owned())));
        fields.push(("focus_x".to_owned(), percent(edit.focus.x)));
        fields.push(("focus_y".to_owned(), percent(edit.focus.y)));
        fields.extend(edit.crop.iter().flat_map(|area| sides("crop", *area)));
        fields.extend((1..).zip(&edit.blurs).flat_map(|(number, area)| sides(&format!("blur_{number}"), *area)));
        Self(fields)
    }

    /// What is said about the picture.
    ///
    /// # Errors
    /// One entry a fault, at its field.
    pub fn about(&self) -> Result<About, Vec<FieldError>> {
        let decorative = !self.field("decorative").is_empty();
        let about =
            About { alt: text::clean(self.field("alt")), decorative, credit: text::clean(self.field("credit")) };
        let mut faults = about.faults();
        if !decorative && about.alt.is_empty() {
            faults.push(fault("alt", "写一句这张图说了什么，看不见图的人靠它；只是装饰的勾“装饰图”"));
        }
        if about.credit.is_empty() {
            faults.push(fault("credit", "写上谁拍的、从哪里来；没有来源的图不能用"));
        }
        if faults.is_empty() { Ok(about) } else { Err(faults) }
    }

    /// What is done to a picture that was turned so before.
    ///
    /// # Errors
    /// One entry a fault, at its field.
    pub fn edit(&self, before: &Edit) -> Result<Edit, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut take = |prefix: &str| self.area(prefix).map_err(|found| faults.extend(found)).ok().flatten();
        let crop = take("crop");
        let blurs = (1..=BLURS_MAX).filter_map(|number| take(&format!("blur_{number}"))).collect();
        let focus = self.focus(before.focus).map_err(|found| faults.push(found)).ok();
        match focus {
            Some(focus) if faults.is_empty() => Ok(Edit { turn: before.turn, crop, focus, blurs }),
            _ => Err(faults),
        }
    }

    /// Chosen among nine or typed: whichever is another than before.
    fn focus(&self, before: Spot) -> Result<Spot, FieldError> {
        let typed = self.typed_focus()?;
        let chosen = match self.field("focus") {
            "" => return Ok(typed),
            name => NINTHS.iter().find(|ninth| ninth.name == name),
        };
        let chosen = chosen.ok_or_else(|| fault("focus", "在九个位置里选一个"))?.middle;
        match (chosen == before, typed == before) {
            (true, _) => Ok(typed),
            (false, true) => Ok(chosen),
            (false, false) if chosen == typed => Ok(chosen),
            (false, false) => Err(fault("focus", "九个位置里选的和下面填的不是同一个地方，只改一样")),
        }
    }

    fn typed_focus(&self) -> Result<Spot, FieldError> {
        let middle = |name| if self.field(name).trim().is_empty() { "50" } else { self.field(name) };
        let (x, y) = (thousandths(middle("focus_x")), thousandths(middle("focus_y")));
        match (x, y) {
            (Some(x), Some(y)) => Spot::new(x, y).ok_or_else(|| fault("focus_x", NUMBER)),
            (None, _) => Err(fault("focus_x", NUMBER)),
            (_, None) => Err(fault("focus_y", NUMBER)),
        }
    }

    /// Four empty fields are no rectangle.
    fn area(&self, prefix: &str) -> Result<Option<Area>, Vec<FieldError>> {
        let names = SIDES.map(|side| format!("{prefix}_{side}"));
        let typed = names.each_ref().map(|name| self.field(name).trim());
        if typed.iter().all(|value| value.is_empty()) {
            return Ok(None);
        }
        let read = typed.map(thousandths);
        let faults: Vec<_> =
            names.iter().zip(read).filter(|(_, value)| value.is_none()).map(|(name, _)| fault(name, NUMBER)).collect();
        let [Some(left), Some(top), Some(width), Some(height)] = read else { return Err(faults) };
        let [first, ..] = &names;
        let beyond = || vec![fault(first, "框超出了图片：左加宽、上加高都不能超过 100，宽和高要大于 0")];
        Area::new(left, top, width, height).map(Some).ok_or_else(beyond)
    }
}

const NUMBER: &str = "填 0 到 100 的数，最多一位小数";

/// Thousandths as people type them: `125` is `12.5`.
#[must_use]
pub fn percent(thousandths: u16) -> String {
    let (whole, tenth) = (thousandths / 10, thousandths % 10);
    if tenth == 0 { whole.to_string() } else { format!("{whole}.{tenth}") }
}

fn thousandths(typed: &str) -> Option<u16> {
    let typed = text::clean(typed);
    let typed = typed.trim_end_matches('%');
    let (whole, tenth) = typed.split_once('.').unwrap_or((typed, "0"));
    let digits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole, 3) || !digits(tenth, 1) {
        return None;
    }
    let number = whole.parse::<u16>().ok()? * 10 + tenth.parse::<u16>().ok()?;
    (number <= WHOLE).then_some(number)
}

fn sides(prefix: &str, area: Area) -> [(String, String); 4] {
    let [left, top, width, height] = area.sides();
    let pair = |side: &str, value| (format!("{prefix}_{side}"), percent(value));
    let [first, second, third, fourth] = SIDES;
    [pair(first, left), pair(second, top), pair(third, width), pair(fourth, height)]
}

fn fault(field: &str, message: &str) -> FieldError {
    FieldError { field: field.to_owned(), message: message.to_owned() }
}
