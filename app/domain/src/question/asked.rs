super::text_question!(
    /// What a resident asks about medicine (咨询).
    AskedText, "问题", 400
);

super::text_question!(
    /// What a pharmacist answers.
    AnswerText, "答复", 800
);
