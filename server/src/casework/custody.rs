use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::event::EventKind;
use domain::ports::{Custody, DeskError, Internal};
use domain::question::Phone;
use jiff::Timestamp;
use storage::MatterRow;
use uuid::Uuid;

use super::caseload::Caseload;
use super::note::{self, refused};

/// Matters looked at for one phone number.
const MOST_FOUND: u32 = 100;

#[async_trait]
impl Custody for Caseload {
    async fn ask(&self, staff: &Staff, number: &str, reason: &str, at: Timestamp) -> Result<(), DeskError> {
        let row = self.reach(staff, number, Action::ViewIdentity).await?;
        let reason = note::checked_reason(reason)?;
        let event = |_: &MatterRow| Some(EventKind::IdentityAsked { reason: reason.clone() });
        self.append(staff, row, Action::ViewIdentity, at, event).await
    }

    async fn grant(&self, staff: &Staff, number: &str, to: Uuid, at: Timestamp) -> Result<(), DeskError> {
        let row = self.reach(staff, number, Action::GrantIdentity).await?;
        let person = self.store.staff_by_id(to).await.map_err(Internal::from)?;
        let name = person.ok_or_else(|| refused("to", "没有这个人"))?.name;
        let event = |_: &MatterRow| Some(EventKind::IdentityGranted { to, name: name.clone() });
        self.append(staff, row, Action::GrantIdentity, at, event).await
    }

    async fn find_by_phone(
        &self,
        staff: &Staff,
        phone: &str,
        reason: &str,
        at: Timestamp,
    ) -> Result<Vec<String>, DeskError> {
        staff.may_ever(Action::FindByPhone)?;
        let reason = note::checked_reason(reason)?;
        let phone = Phone::parse(phone).map_err(|why| refused("phone", why.0))?;
        let phone = phone.ok_or_else(|| refused("phone", "请填写电话号码"))?;
        // Whoever asked, and why, is written down before anything is answered.
        let act = Act::new(at, staff, Deed::PhoneSearched, "").with_detail(reason);
        self.store.note(&act).await.map_err(Internal::from)?;
        let mac = self.keys.phone_mac(phone.as_str());
        let mut seen = Vec::new();
        for number in self.store.numbers_by_phone(&mac, MOST_FOUND).await.map_err(Internal::from)? {
            let row = self.store.matter_by_number(&number).await.map_err(Internal::from)?;
            if row.is_some_and(|row| staff.may(Action::FindByPhone, &row.scope()).is_ok()) {
                seen.push(number);
            }
        }
        Ok(seen)
    }

    async fn answer_about_data(&self, staff: &Staff, number: &str, note: &str, at: Timestamp) -> Result<(), DeskError> {
        let row = self.reach(staff, number, Action::Message).await?;
        let note = note::checked("note", note)?;
        if note.is_empty() {
            return Err(refused("note", "请写明怎么处理的，对方凭查询码能看到"));
        }
        let event = |_: &MatterRow| Some(EventKind::DataAnswered { note: note.clone() });
        self.append(staff, row, Action::Message, at, event).await
    }
}
