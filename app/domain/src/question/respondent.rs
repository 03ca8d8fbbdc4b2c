super::text_question!(
    /// Who is complained of (被投诉人、被举报人): a shop's sign, a company, a person.
    RespondentName, "对方名称", 60
);

super::text_question!(
    /// Where the respondent is. 12315 takes 40 characters.
    RespondentAddress, "对方地址", 40
);
