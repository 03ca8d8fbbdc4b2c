-- What the page of numbers counts by. As `status` does, the new columns of `matter` repeat what `facts`
-- and `state` say, and the indexes hold all that is counted, so that no row is read.
ALTER TABLE matter ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE matter ADD COLUMN drug TEXT NOT NULL DEFAULT ''; -- as it was typed; empty where nobody did
ALTER TABLE matter ADD COLUMN closed_at INTEGER; -- microseconds
ALTER TABLE matter ADD COLUMN rating INTEGER NOT NULL DEFAULT 0; -- 1 to 5; 0: not rated

UPDATE matter SET
    category = COALESCE(json_extract(facts, '$.category'), ''),
    drug = COALESCE(json_extract(facts, '$.drug.name'), ''),
    closed_at = CAST(strftime('%s', json_extract(state, '$.closed_at')) AS INTEGER) * 1000000,
    rating = COALESCE(json_extract(state, '$.rating'), 0);

CREATE INDEX matter_subject ON matter (received_at, category, drug, tally);
CREATE INDEX matter_closed ON matter (closed_at, rating, tally) WHERE closed_at IS NOT NULL;
