/// Everything a [`crate::MatterRow`] is read from; the rest names `matter m` and says which.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT m.seq, m.id, m.number, m.kind, m.facts, m.state, m.submission, m.version,
                EXISTS (SELECT 1 FROM sealed_identity i WHERE i.matter = m.id) AS has_identity,
                (SELECT COUNT(*) FROM attachment a WHERE a.matter = m.id AND a.shown <> 'sound') AS photos,
                (SELECT o.number FROM matter o WHERE o.submission = m.submission AND o.id <> m.id
                 ORDER BY o.seq LIMIT 1) AS linked ",
            $rest
        )
    };
}

/// A list of prefixes, given as JSON, is a table function on both databases, under another name.
macro_rules! unregistered_sql {
    ($list:literal) => {
        concat!(
            select!(
                "FROM matter m WHERE m.registration_no IS NULL AND m.status <> 'withdrawn'
                AND EXISTS (SELECT 1 FROM tally t WHERE t.id = m.tally AND NOT t.registered)
                AND EXISTS (SELECT 1 FROM "
            ),
            $list,
            " WHERE m.region >= p.value AND m.region < p.value || ':')
                AND ($2 IS NULL OR m.unit = $2) ORDER BY m.received_at, m.seq LIMIT $3"
        )
    };
}
