use domain::ledger::Record;
use domain::region::RegionCode;
use domain::reward::Reward;
use domain::risk::{Minutes, Risk, Task};
use domain::transfer::Transfer;

/// Where a record stands: what decides who may see it.
pub trait Shelved: Record {
    /// `None`: that of its matter, as it was when the record was opened.
    fn region(&self) -> Option<RegionCode>;
    /// `None`: that of its matter, as it is now.
    fn unit(&self) -> Option<String>;
    /// A second unit that sees it.
    fn also(&self) -> Option<String>;
}

impl Shelved for Transfer {
    fn region(&self) -> Option<RegionCode> {
        Some(self.opening.region.clone())
    }

    fn unit(&self) -> Option<String> {
        Some(self.opening.unit.clone())
    }

    fn also(&self) -> Option<String> {
        None
    }
}

impl Shelved for Risk {
    fn region(&self) -> Option<RegionCode> {
        Some(self.finding.region.clone())
    }

    fn unit(&self) -> Option<String> {
        Some(self.finding.unit.clone())
    }

    fn also(&self) -> Option<String> {
        None
    }
}

impl Shelved for Task {
    fn region(&self) -> Option<RegionCode> {
        Some(self.tasking.region.clone())
    }

    fn unit(&self) -> Option<String> {
        Some(self.tasking.unit.clone())
    }

    fn also(&self) -> Option<String> {
        Some(self.tasking.giver.clone())
    }
}

impl Shelved for Minutes {
    fn region(&self) -> Option<RegionCode> {
        Some(self.region.clone())
    }

    fn unit(&self) -> Option<String> {
        Some(self.unit.clone())
    }

    fn also(&self) -> Option<String> {
        None
    }
}

impl Shelved for Reward {
    fn region(&self) -> Option<RegionCode> {
        None
    }

    fn unit(&self) -> Option<String> {
        None
    }

    fn also(&self) -> Option<String> {
        None
    }
}
