super::text_question!(
    /// A person's name. Names with a dot (阿卜杜拉·买买提) and Latin names are names too.
    PersonName, "姓名", 40
);

super::text_question!(
    /// How somebody wants to be called on the phone: 王大妈, 李老师.
    Salutation, "称呼", 20
);
