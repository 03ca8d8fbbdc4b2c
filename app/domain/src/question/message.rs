super::text_question!(
    /// What a reporter adds later, or staff write to a reporter.
    MessageText, "留言", 400
);
