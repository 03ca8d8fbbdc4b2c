use bytes::Bytes;
use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::ports::{Body, DeskError, Device, FieldReceipt, FieldWork, Sending, TakeError, Taken};
use futures::stream;
use jiff::Timestamp;
use uuid::Uuid;

use super::{FieldOffice, invalid};
use crate::field_work::Shipment;
use crate::uploads::{Place, UploadRefused};

const NOT_YOURS: &str = "您的辖区里没有这份上报的信息员，或者他没有绑定过手机。请交给他的协管员";

impl FieldOffice {
    /// The way of a report that came by itself, with the coordinator as the line.
    pub(super) async fn take_shipment(&self, staff: &Staff, file: &[u8], at: Timestamp) -> Result<Uuid, DeskError> {
        staff.may_ever(Action::ManageOfficers)?;
        let shipment = Shipment::parse(file).map_err(|fault| fault_of(fault.to_string()))?;
        let phone = self.phone_it_is_from(staff, &shipment).await?;
        let body = Body::Sealed(shipment.body.to_vec());
        let sending = Sending { report: shipment.report, officer: shipment.officer, body };
        let receipt = match self.phones.take_in(&phone, sending, at).await.map_err(refused)? {
            Taken::New(receipt) | Taken::Again(receipt) => receipt,
            // What is other is kept beside the first one, and its photos would be in the way of those.
            Taken::Variant(receipt) => {
                let words = format!("编号 {} 已经收过，内容不同。这一份另存在那条记录里", receipt.number);
                return Err(fault_of(words));
            }
        };
        let act = Act::new(at, staff, Deed::FieldKept, &receipt.number).with_detail("代信息员上报导出的文件");
        self.store.note(&act).await.map_err(super::inside)?;
        for (photo, bytes) in &shipment.photos {
            let place = Place { report: shipment.report, photo: *photo };
            self.take_photo(place, bytes).await.map_err(|why| photo_refused(&receipt, why))?;
        }
        Ok(shipment.report)
    }

    async fn phone_it_is_from(&self, staff: &Staff, shipment: &Shipment<'_>) -> Result<Device, DeskError> {
        match self.officer_row(staff, Action::ManageOfficers, shipment.officer).await {
            Ok(officer) => self.phones.last_phone_of(officer.id).await?.ok_or_else(|| fault_of(NOT_YOURS)),
            Err(DeskError::NotFound) => Err(fault_of(NOT_YOURS)),
            Err(other) => Err(other),
        }
    }

    async fn take_photo(&self, place: Place, bytes: &[u8]) -> Result<(), UploadRefused> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let mut state = self.uploads.begin(place, length).await?;
        if !state.complete {
            let missing = bytes.iter().skip(usize::try_from(state.here).unwrap_or(usize::MAX)).copied();
            let arriving = stream::iter([Ok(missing.collect::<Bytes>())]);
            state =
                self.uploads.receive(self.uploads.sending(place).await, state.here, Box::pin(arriving), None).await?;
        }
        if state.complete { Ok(()) } else { Err(UploadRefused::Mismatch) }
    }
}

fn fault_of(message: impl Into<String>) -> DeskError {
    invalid("file", message)
}

fn refused(error: TakeError) -> DeskError {
    match error {
        TakeError::Invalid(faults) => {
            let told: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            fault_of(format!("这份上报有内容要改：{}。请信息员在手机上改好再报", told.join("；")))
        }
        TakeError::NotHere => fault_of(NOT_YOURS),
        TakeError::Unavailable(error) | TakeError::Internal(error) => error.into(),
        other @ (TakeError::Unreadable(_) | TakeError::Unknown) => fault_of(other.to_string()),
    }
}

/// The text is in already: whoever brings the file again goes on where it stopped.
fn photo_refused(receipt: &FieldReceipt, why: UploadRefused) -> DeskError {
    match why {
        UploadRefused::Internal(error) => error.into(),
        why => fault_of(format!("文字已收下，编号 {}；有一张照片没有收下：{why}", receipt.number)),
    }
}
