/// Six digits that open an officer's drafts and switch a shared phone to them.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinFault {
    #[error("密码是 6 位数字")]
    NotSixDigits,
    #[error("两次输入的密码不一样")]
    Different,
    #[error("这个密码太好猜，不要用同一个数字或连着的数字")]
    TooEasy,
}

impl Pin {
    /// Reads a PIN that is used, whatever it is.
    ///
    /// # Errors
    /// [`PinFault::NotSixDigits`].
    pub fn parse(typed: &str) -> Result<Self, PinFault> {
        let digits = crate::text::clean(typed);
        let six = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        if six { Ok(Self(digits)) } else { Err(PinFault::NotSixDigits) }
    }

    /// Reads a PIN that is chosen, typed twice.
    ///
    /// # Errors
    /// The rule it breaks.
    pub fn chosen(typed: &str, again: &str) -> Result<Self, PinFault> {
        let pin = Self::parse(typed)?;
        if Self::parse(again).ok().as_ref() != Some(&pin) {
            return Err(PinFault::Different);
        }
        let steps: Vec<i16> =
            pin.0.bytes().zip(pin.0.bytes().skip(1)).map(|(a, b)| i16::from(b) - i16::from(a)).collect();
        let easy = [0, 1, -1].iter().any(|step| steps.iter().all(|one| one == step));
        if easy { Err(PinFault::TooEasy) } else { Ok(pin) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_pin_is_six_digits_that_are_not_guessed_at_once() {
        assert!(Pin::chosen("２５８０１４", "258014").is_ok());
        assert_eq!(Pin::chosen("25801", "25801"), Err(PinFault::NotSixDigits));
        assert_eq!(Pin::chosen("25801a", "25801a"), Err(PinFault::NotSixDigits));
        assert_eq!(Pin::chosen("258014", "258015"), Err(PinFault::Different));
        for easy in ["111111", "123456", "654321", "000000"] {
            assert_eq!(Pin::chosen(easy, easy), Err(PinFault::TooEasy), "{easy}");
        }
    }
}
