use fast_qr::convert::{Builder, Shape, svg::SvgBuilder};
use fast_qr::{ECL, QRBuilder};

/// A QR code as SVG; `None` for a text that is too long for one.
pub fn svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    Some(SvgBuilder::default().shape(Shape::Square).margin(2).to_str(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_code_fits() {
        let drawn = svg("https://www.ynyx.gov.cn/aqyy/track#1234567890123456").unwrap();
        assert!(drawn.starts_with("<svg") && !drawn.contains("style="), "{drawn}");
    }

    #[test]
    fn what_no_code_can_hold_is_not_drawn() {
        assert_eq!(svg(&"x".repeat(5000)), None);
    }
}
