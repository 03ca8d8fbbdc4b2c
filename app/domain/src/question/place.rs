super::text_question!(
    /// Where it happened inside the chosen village or township: a street, a shop, a market.
    Place, "具体地点", 40
);

super::text_question!(
    /// A postal address. 12315 takes 40 characters.
    PostalAddress, "地址", 40
);
