use super::choice::choices;
use super::patrol::PlaceKind;

choices! {
    /// What the bureau looked at before it showed an outlet to residents.
    Checked {
        Licence = "licence", "看了证的原件";
        Valid = "valid", "证在有效期内";
        Name = "name", "店名和证上一致";
        Address = "address", "地址和证上一致";
        Running = "running", "当天开着门";
    }
}

impl PlaceKind {
    /// Those residents may be shown in a directory: places that hold a licence for drugs or for treating
    /// people.
    pub const LICENSED: [Self; 3] = [Self::Pharmacy, Self::VillageClinic, Self::Clinic];
}
