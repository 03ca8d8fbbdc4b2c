super::text_question!(
    /// A person's name. Names with a dot (阿卜杜拉·买买提) and Latin names are names too.
    PersonName, "姓名", 40
);
