use domain::query_code::QueryCode;

use super::Keyring;

impl Keyring {
    /// The query code that belongs to a seed. It is computed again whenever it must be shown to
    /// the holder of the seed, and so never needs to be kept.
    #[must_use]
    pub fn derive_code(&self, seed: &[u8]) -> QueryCode {
        let [a, b, c, d, e, f, g, h, ..] = self.mac("query-code", seed);
        QueryCode::from_random(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }

    /// What is kept of a query code: enough to find its matters, too little to find the code.
    #[must_use]
    pub fn code_mac(&self, code: &QueryCode) -> [u8; 32] {
        self.mac("query-code-lookup", code.digits().as_bytes())
    }
}
