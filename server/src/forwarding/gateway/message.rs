use domain::law::Laws;
use domain::matter::MatterKind;
use domain::packet;
use domain::question::Amount;
use domain::region::Regions;
use domain::report::{Channel, Drug, Reporter, Respondent};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use storage::MatterRow;

/// `matter.submitted`, as `content/schemas/matter-submitted.json` describes it.
#[derive(Serialize)]
pub struct Message<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    timestamp: Timestamp,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    number: &'a str,
    kind: MatterKind,
    received_at: Timestamp,
    category: &'a str,
    label: &'a str,
    basis: &'a str,
    region: &'a str,
    region_name: String,
    place: Option<&'a str>,
    channel: Channel,
    platform_name: Option<&'a str>,
    order_no: Option<&'a str>,
    story: String,
    happened_on: Option<Date>,
    /// Yuan as a decimal text: a number would lose its fen in some readers.
    amount: Option<String>,
    respondent: &'a Respondent,
    requests: Vec<&'a str>,
    drug: &'a Drug,
    publish_consent: bool,
    mediation_consent: bool,
    /// Null for an anonymous tip. Handing it over is what the law asks for (令121 §10, §40).
    reporter: Option<Sender<'a>>,
    attachments: &'a [Attachment],
}

/// Who reports, and nothing else we know: whoever helped them is no concern of 12315's.
#[derive(Serialize)]
struct Sender<'a> {
    name: Option<&'a str>,
    phone: &'a str,
    address: Option<&'a str>,
}

/// A picture behind a link that closes by itself.
#[derive(Clone, Debug, Serialize)]
pub struct Attachment {
    pub name: String,
    pub media_type: String,
    /// Bytes, and SHA-256 in hexadecimal, of what the link gives.
    pub size: usize,
    pub sha256: String,
    pub url: String,
    pub expires_at: Timestamp,
}

impl<'a> Message<'a> {
    #[must_use]
    pub fn new(
        row: &'a MatterRow,
        reporter: Option<&'a Reporter>,
        attachments: &'a [Attachment],
        laws: &'a Laws,
        regions: &Regions,
        at: Timestamp,
    ) -> Self {
        let facts = &row.facts;
        let category = laws.category(&facts.category);
        let data = Data {
            number: &row.number,
            kind: row.kind,
            received_at: row.state.received_at,
            category: &facts.category,
            label: category.map_or("", |category| &category.label),
            basis: category.map_or("", |category| &category.basis),
            region: facts.region.as_str(),
            region_name: regions.full_name(&facts.region),
            place: facts.place.as_deref(),
            channel: facts.channel,
            platform_name: facts.platform_name.as_deref(),
            order_no: facts.order_no.as_deref(),
            story: packet::cut_story(facts, row.state.office.transcript.as_deref(), laws.platform.content_max),
            happened_on: facts.happened_on,
            amount: facts.amount.map(|fen| Amount::from_fen(fen).yuan()),
            respondent: &facts.respondent,
            requests: requests(&facts.requests, laws),
            drug: &facts.drug,
            publish_consent: facts.publish_consent,
            mediation_consent: facts.mediation_consent,
            reporter: reporter.map(Sender::of),
            attachments,
        };
        Self { kind: "matter.submitted", timestamp: at, data }
    }
}

impl<'a> Sender<'a> {
    fn of(reporter: &'a Reporter) -> Self {
        Self { name: reporter.name.as_deref(), phone: &reporter.phone, address: reporter.address.as_deref() }
    }
}

fn requests<'a>(keys: &[String], laws: &'a Laws) -> Vec<&'a str> {
    let word = |key: &String| laws.requests.iter().find(|request| request.key == *key);
    keys.iter().filter_map(word).map(|request| request.text.as_str()).collect()
}
