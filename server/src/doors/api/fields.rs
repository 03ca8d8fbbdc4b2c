use domain::report::{FieldError, field};

/// Names a refused answer by the API's own path instead of the form's field.
pub fn in_api_terms(error: FieldError) -> FieldError {
    let path = match error.field.as_str() {
        field::WISH => "kind",
        field::REQUESTS => "request",
        field::RESPONDENT_NAME => "respondent.name",
        field::RESPONDENT_ADDRESS => "respondent.address",
        field::DRUG_NAME => "drug.name",
        field::APPROVAL_NO => "drug.approval_no",
        field::BATCH_NO => "drug.batch_no",
        field::MANUFACTURER => "drug.manufacturer",
        field::IDENTITY => "reporter",
        field::REPORTER_NAME => "reporter.name",
        field::REPORTER_PHONE => "reporter.phone",
        field::REPORTER_ADDRESS => "reporter.address",
        // category, region, place, channel, platform_name, order_no, story, happened_on, amount
        same => same,
    };
    let message =
        if path == "kind" { "应为 complaint（投诉）或 tip（举报）".to_owned() } else { error.message };
    FieldError { field: path.to_owned(), message }
}
