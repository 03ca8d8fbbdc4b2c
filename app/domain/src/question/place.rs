super::text_question!(
    /// Where it happened inside the chosen village or township: a street, a shop, a market.
    Place, "具体地点", 40
);

super::text_question!(
    /// A postal address. 12315 takes 40 characters.
    PostalAddress, "地址", 40
);

super::text_question!(
    /// How to find a house in its village.
    DoorPlace, "怎么找到您家", 100
);
