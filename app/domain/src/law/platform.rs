use serde::Deserialize;

/// What the national 12315 platform takes: field order and limits.
/// Indicative; the bureau's clerk checks them against the live page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform12315 {
    pub source: String,
    pub checked: String,
    /// Characters of the narrative.
    pub content_max: usize,
    /// Characters of an address.
    pub address_max: usize,
    pub platform_name_max: usize,
    pub files_max: usize,
    /// Bytes of one file.
    pub file_bytes_max: u64,
    /// File name endings, lower case, without the dot.
    pub file_types: Vec<String>,
    pub complaint_fields: Vec<PlatformField>,
    pub tip_fields: Vec<PlatformField>,
    /// Head row of the platform's own export, in order.
    pub export_columns: Vec<String>,
    pub number_hint: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformField {
    pub key: String,
    pub label: String,
    #[serde(default)]
    pub required: bool,
}
