use super::Refused;
use crate::text;

/// Money paid, in fen (分).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(u64);

impl Amount {
    /// Ten million yuan: beyond it a slip of the finger is likelier than a purchase.
    const MAX_FEN: u64 = 1_000_000_000;

    /// Reads yuan with at most two decimals: `128`, `128.5`, `¥1,280.00元`.
    ///
    /// # Errors
    /// Not a number, or beyond ten million yuan.
    pub fn parse(typed: &str) -> Result<Option<Self>, Refused> {
        let cleaned: String =
            text::clean(typed).chars().filter(|c| !matches!(c, ' ' | ',' | '，' | '¥' | '￥' | '元')).collect();
        if cleaned.is_empty() {
            return Ok(None);
        }
        let not_a_number = || Refused::new("金额只写数字，单位是元，例如 35 或 35.5");
        let (yuan, fen) = cleaned.split_once('.').unwrap_or((&cleaned, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if yuan.is_empty() || !digits(yuan) || !digits(fen) || fen.len() > 2 {
            return Err(not_a_number());
        }
        let total: Option<u64> = format!("{yuan}{fen:0<2}").parse().ok();
        match total {
            Some(total) if total <= Self::MAX_FEN => Ok(Some(Self(total))),
            _ => Err(Refused::new("金额太大，请核对")),
        }
    }

    #[must_use]
    pub fn from_fen(fen: u64) -> Self {
        Self(fen)
    }

    #[must_use]
    pub fn fen(self) -> u64 {
        self.0
    }

    /// `35` or `35.50`, in yuan.
    #[must_use]
    pub fn yuan(self) -> String {
        match (self.0 / 100, self.0 % 100) {
            (yuan, 0) => yuan.to_string(),
            (yuan, fen) => format!("{yuan}.{fen:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_as_people_write_them() {
        for (typed, fen) in [("35", 3500), ("35.5", 3550), ("￥1,280.00元", 128_000), ("３５", 3500)] {
            assert_eq!(Amount::parse(typed).unwrap(), Some(Amount(fen)), "{typed}");
        }
        for typed in ["三十", "-5", "1.234", "99999999999", ".5"] {
            assert!(Amount::parse(typed).is_err(), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn shown_amounts_read_back(fen in 0..=Amount::MAX_FEN) {
            let amount = Amount(fen);
            prop_assert_eq!(Amount::parse(&amount.yuan()).unwrap(), Some(amount));
        }
    }
}
