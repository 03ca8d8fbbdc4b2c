use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::event::Source;
use domain::ports::{IdempotencyKey, IntakeError, Submission};
use domain::report::{Answers, FieldError, Report};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::body::JsonBody;
use super::fields::in_api_terms;
use super::problem::{Problem, ProblemBody};

/// A complaint (投诉) or a tip (举报).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// `complaint`: asks for redress and needs a reporter with name, phone and address, a
    /// respondent and a request. `tip`: reports a violation and may be anonymous.
    #[schema(value_type = ReportKind, required)]
    kind: Option<String>,
    /// Code of a category, such as `D03`.
    #[schema(value_type = String, required, example = "D03")]
    category: Option<String>,
    /// 12-digit statistical code (统计用区划代码) of a township or village of this county.
    #[schema(value_type = String, required, pattern = "^[0-9]{12}$", example = "530922101000")]
    region: Option<String>,
    /// Street, shop or market inside the region.
    #[schema(max_length = 40)]
    place: Option<String>,
    /// What happened, when and where.
    #[schema(value_type = String, required, max_length = 400)]
    story: Option<String>,
    /// `shop`, `online`, `fair`, `visit` or `unsure`.
    #[schema(example = "shop")]
    channel: Option<String>,
    /// Name of the online shop or stream; required when `channel` is `online`.
    #[schema(max_length = 20)]
    platform_name: Option<String>,
    #[schema(max_length = 40)]
    order_no: Option<String>,
    /// `2026-11-20`; not in the future.
    #[schema(format = Date)]
    happened_on: Option<String>,
    /// Yuan with at most two decimals, as text: `"35.50"`.
    #[schema(example = "35.50")]
    amount: Option<String>,
    respondent: Option<RespondentBody>,
    /// What is asked of the respondent, each as a key or as the words of the form (退货); for a
    /// complaint at least one, in a tip not used.
    request: Option<Vec<String>>,
    drug: Option<DrugBody>,
    /// `null` for an anonymous tip; with `phone` alone only the phone is left.
    reporter: Option<ReporterBody>,
    /// 是否同意公示投诉信息
    #[serde(default)]
    publish_consent: bool,
    /// 是否同意委托调解
    #[serde(default)]
    mediation_consent: bool,
    /// 是否希望获得举报奖励. Only for a tip; the answer then carries a claim code.
    #[serde(default)]
    reward_wish: bool,
}

/// Who is complained of; a complaint needs both, a tip may know neither.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RespondentBody {
    #[schema(max_length = 60)]
    name: Option<String>,
    #[schema(max_length = 40)]
    address: Option<String>,
}

/// As printed on the box.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrugBody {
    #[schema(max_length = 60)]
    name: Option<String>,
    /// 批准文号
    #[schema(max_length = 40)]
    approval_no: Option<String>,
    /// 产品批号
    #[schema(max_length = 30)]
    batch_no: Option<String>,
    #[schema(max_length = 60)]
    manufacturer: Option<String>,
}

/// Kept sealed and apart from the matter; every look at it is recorded.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReporterBody {
    #[schema(max_length = 40)]
    name: Option<String>,
    /// Mobile, or landline with area code.
    phone: Option<String>,
    #[schema(max_length = 40)]
    address: Option<String>,
}

#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "only describes what the field of a report may say")]
pub enum ReportKind {
    Complaint,
    Tip,
}

/// What the reporter keeps.
#[derive(Serialize, ToSchema)]
pub struct Submitted {
    /// Public number of the matter.
    #[schema(example = "YX-2026-000123")]
    number: String,
    /// 16 digits. The only key to the matter, and not shown again anywhere: hand it to the reporter.
    #[schema(example = "1234567890123452")]
    query_code: String,
    /// Opens the claim to a reward; only where one was wished for. Kept nowhere as text: a repetition
    /// of the request is answered with it for an hour, and no longer once a word was chosen for it.
    /// Hand it to the reporter apart from the query code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2", nullable = false)]
    claim_code: Option<String>,
}

/// Files a complaint or a tip. Answered only once it is durable. Takes no photos in this version.
#[utoipa::path(
    post,
    path = "/api/v1/matters",
    tag = "matters",
    params((
        "Idempotency-Key" = String, Header,
        description = "Chosen by the sender, once a report: 16 to 128 visible ASCII characters, random. The same \
                       key with the same body gives the same answer and stays one matter."
    )),
    request_body(content = NewReport, description = "At most 1 MB.", examples(
        ("tip" = (summary = "An anonymous tip", value = json!({
            "kind": "tip", "category": "D03", "region": "530922101000", "place": "老街集市口",
            "story": "11月18日在这家店看到货架上的药盒，有效期到2026年8月，店里还在卖。",
            "respondent": {"name": "某某药店", "address": "老街集市口"},
            "drug": {"name": "某某颗粒", "approval_no": "国药准字Z20013001", "batch_no": "20240801"},
            "reporter": null
        }))),
        ("complaint" = (summary = "A complaint", value = json!({
            "kind": "complaint", "category": "D03", "region": "530922101000", "place": "老街集市口",
            "story": "11月18日花35元买了一盒药，回家发现已经过期，找店家退货，店家不同意。",
            "channel": "shop", "happened_on": "2026-11-18", "amount": "35.00",
            "respondent": {"name": "某某药店", "address": "老街集市口"},
            "request": ["退货"],
            "drug": {"name": "某某颗粒", "approval_no": "国药准字Z20013001", "batch_no": "20240801"},
            "reporter": {"name": "张三", "phone": "13988312345", "address": "爱华镇某村"},
            "mediation_consent": true
        })))
    )),
    responses(
        (status = 201, description = "Durable.", body = Submitted),
        (status = 400, description = "Not JSON, or no usable Idempotency-Key.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The key was used for another body.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "Over 1 MB.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "A field is unknown or refused; `errors` names each.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "Nothing was kept; send it again later with the same key.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn submit(
    State(api): State<Api>,
    Key(key): Key,
    JsonBody(report): JsonBody<NewReport>,
) -> Result<Response, Problem> {
    let reward_wish = report.wishes_reward()?;
    let report = Report::check(&report.into_answers(), api.rules())
        .map_err(|errors| Problem::invalid(errors.into_iter().map(in_api_terms).collect()))?;
    let notice_version = api.laws.notices.get("privacy").map(|notice| notice.version.clone()).unwrap_or_default();
    let (photos, voice) = (Vec::new(), None);
    let submission = Submission { key: key.clone(), report, photos, voice, source: Source::Api, notice_version };
    let receipt = api.intake.submit(submission, api.now()).await.map_err(refused)?;
    let number = receipt.matters.into_iter().next().map(|matter| matter.number).unwrap_or_default();
    let claim_code = if reward_wish { claim_code(&api, &key, &number).await? } else { None };
    let submitted = Submitted { number, query_code: receipt.code.digits().to_owned(), claim_code };
    Ok((StatusCode::CREATED, [(CACHE_CONTROL, "no-store")], Json(submitted)).into_response())
}

/// Keeps the wish for a reward. The matter is durable already: sent again, it is the same one.
async fn claim_code(api: &Api, key: &IdempotencyKey, tip: &str) -> Result<Option<String>, Problem> {
    let unavailable = |cause| Problem::unavailable(&cause);
    api.rewards.wish(key, tip, api.now()).await.map_err(unavailable)?;
    let code = api.rewards.code(key, tip, api.now()).await.map_err(unavailable)?;
    Ok(code.map(|code| code.to_string()))
}

/// The header without which a report could not be told from its repetition.
pub struct Key(IdempotencyKey);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut values = parts.headers.get_all("idempotency-key").iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            return Err(Problem::new(StatusCode::BAD_REQUEST, "请求头应有一个 Idempotency-Key"));
        };
        let key = IdempotencyKey::parse(value.to_str().unwrap_or_default());
        key.map(Self).map_err(|rule| Problem::new(StatusCode::BAD_REQUEST, rule))
    }
}

fn refused(error: IntakeError) -> Problem {
    match error {
        IntakeError::Invalid(errors) => Problem::invalid(errors.into_iter().map(in_api_terms).collect()),
        IntakeError::KeyReused => Problem::new(StatusCode::CONFLICT, "这个 Idempotency-Key 已经用来提交过别的内容"),
        IntakeError::Unavailable(cause) => Problem::unavailable(&cause),
        IntakeError::Internal(cause) => Problem::internal(&cause),
    }
}

impl NewReport {
    /// The same report as the form would post it, so that both are held to the same rules.
    fn into_answers(self) -> Answers {
        let identity = self.identity();
        let respondent = self.respondent.unwrap_or_default();
        let drug = self.drug.unwrap_or_default();
        let reporter = self.reporter.unwrap_or_default();
        Answers {
            // One report is one matter here; `both` is the form's.
            wish: self.kind.filter(|kind| kind != "both").unwrap_or_default(),
            category: self.category.unwrap_or_default(),
            region: self.region.unwrap_or_default(),
            place: self.place.unwrap_or_default(),
            channel: self.channel.unwrap_or_default(),
            platform_name: self.platform_name.unwrap_or_default(),
            order_no: self.order_no.unwrap_or_default(),
            story: self.story.unwrap_or_default(),
            happened_on: self.happened_on.unwrap_or_default(),
            amount: self.amount.unwrap_or_default(),
            respondent_name: respondent.name.unwrap_or_default(),
            respondent_address: respondent.address.unwrap_or_default(),
            requests: self.request.unwrap_or_default(),
            drug_name: drug.name.unwrap_or_default(),
            approval_no: drug.approval_no.unwrap_or_default(),
            batch_no: drug.batch_no.unwrap_or_default(),
            manufacturer: drug.manufacturer.unwrap_or_default(),
            identity: identity.to_owned(),
            reporter_name: reporter.name.unwrap_or_default(),
            reporter_phone: reporter.phone.unwrap_or_default(),
            reporter_address: reporter.address.unwrap_or_default(),
            publish_consent: yes(self.publish_consent),
            mediation_consent: yes(self.mediation_consent),
            ..Answers::default()
        }
    }

    /// Rewards are for tips (举报奖励): a wish elsewhere is a sender's mistake, and better named than lost.
    fn wishes_reward(&self) -> Result<bool, Problem> {
        if self.reward_wish && self.kind.as_deref() != Some("tip") {
            let message = "只有举报才有奖励，kind 应为 tip".to_owned();
            return Err(Problem::invalid(vec![FieldError { field: "reward_wish".to_owned(), message }]));
        }
        Ok(self.reward_wish)
    }

    fn identity(&self) -> &'static str {
        let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        match &self.reporter {
            None => "anonymous",
            Some(reporter) if said(&reporter.name) || said(&reporter.address) => "named",
            Some(_) => "phone",
        }
    }
}

fn yes(agreed: bool) -> String {
    if agreed { "yes".to_owned() } else { String::new() }
}
