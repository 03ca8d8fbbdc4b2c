use serde::{Deserialize, Serialize};

/// What kind of number it is, told by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 药品批准文号 (药品注册管理办法 §123).
    DrugApproval,
    /// Numbers from before the change of 2001–2002, such as 卫药准字.
    OldDrugApproval,
    /// `H20013001` without the words in front: an approval number or an import licence.
    BareDrug,
    /// 进口药品注册证, 医药产品注册证.
    ImportLicence,
    /// 医疗机构制剂.
    HospitalPreparation,
    /// 药品追溯码 of 20 digits.
    TraceCode,
    /// A GS1 element string: trace code of a drug or UDI of a device.
    Gs1,
    /// 国家药品编码本位码.
    StandardCode,
    DrugMaker,
    DrugSeller,
    DeviceRegistration,
    DeviceFiling,
    OldDevice,
    /// Licences and filings of makers and sellers of devices.
    DeviceLicence,
    SpecialCosmetic,
    CosmeticFiling,
    Toothpaste,
    CosmeticMaker,
    HealthFood,
    /// Food for special medical purposes, formula milk.
    SpecialFood,
    /// 食品生产许可证.
    Food,
    Disinfectant,
    VeterinaryDrug,
    Pesticide,
    /// 统一社会信用代码.
    CreditCode,
    /// EAN-13, UPC-A or GTIN-14.
    Barcode,
    /// 统计用区划代码: the number of a place, which no box carries.
    RegionCode,
    /// A person's identity number, typed by mistake: never shown again.
    PersonId,
    /// 产品批号, known by the word in front.
    Batch,
    Unknown,
}

impl Kind {
    pub const ALL: [Self; 30] = [
        Self::DrugApproval,
        Self::OldDrugApproval,
        Self::BareDrug,
        Self::ImportLicence,
        Self::HospitalPreparation,
        Self::TraceCode,
        Self::Gs1,
        Self::StandardCode,
        Self::DrugMaker,
        Self::DrugSeller,
        Self::DeviceRegistration,
        Self::DeviceFiling,
        Self::OldDevice,
        Self::DeviceLicence,
        Self::SpecialCosmetic,
        Self::CosmeticFiling,
        Self::Toothpaste,
        Self::CosmeticMaker,
        Self::HealthFood,
        Self::SpecialFood,
        Self::Food,
        Self::Disinfectant,
        Self::VeterinaryDrug,
        Self::Pesticide,
        Self::CreditCode,
        Self::Barcode,
        Self::RegionCode,
        Self::PersonId,
        Self::Batch,
        Self::Unknown,
    ];

    /// Whether the thing that carries such a number is a medicine; `None` where the number does not
    /// tell.
    #[must_use]
    pub fn is_medicine(self) -> Option<bool> {
        match self {
            Self::DrugApproval
            | Self::OldDrugApproval
            | Self::BareDrug
            | Self::ImportLicence
            | Self::HospitalPreparation
            | Self::StandardCode => Some(true),
            Self::DeviceRegistration
            | Self::DeviceFiling
            | Self::OldDevice
            | Self::SpecialCosmetic
            | Self::CosmeticFiling
            | Self::Toothpaste
            | Self::HealthFood
            | Self::SpecialFood
            | Self::Food
            | Self::Disinfectant
            | Self::VeterinaryDrug
            | Self::Pesticide => Some(false),
            Self::TraceCode
            | Self::Gs1
            | Self::DrugMaker
            | Self::DrugSeller
            | Self::DeviceLicence
            | Self::CosmeticMaker
            | Self::CreditCode
            | Self::Barcode
            | Self::RegionCode
            | Self::PersonId
            | Self::Batch
            | Self::Unknown => None,
        }
    }

    /// Whether it belongs into the field 批准文号 of a report.
    #[must_use]
    pub fn names_a_product(self) -> bool {
        self.is_medicine().is_some()
    }

    /// Whether it is the number of a thing or a seller, which may be looked up.
    #[must_use]
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Unknown | Self::PersonId | Self::RegionCode)
    }
}
