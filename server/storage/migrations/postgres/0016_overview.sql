-- What the page of numbers counts by. As `status` does, the new columns of `matter` repeat what `facts`
-- and `state` say, and the indexes hold all that is counted, so that no row is read.
ALTER TABLE matter ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE matter ADD COLUMN drug TEXT NOT NULL DEFAULT ''; -- as it was typed; empty where nobody did
ALTER TABLE matter ADD COLUMN closed_at BIGINT; -- microseconds
ALTER TABLE matter ADD COLUMN rating BIGINT NOT NULL DEFAULT 0; -- 1 to 5; 0: not rated

UPDATE matter SET
    category = COALESCE(facts::json ->> 'category', ''),
    drug = COALESCE(facts::json #>> '{drug,name}', ''),
    closed_at = CAST(floor(EXTRACT(EPOCH FROM CAST(state::json ->> 'closed_at' AS TIMESTAMPTZ))) AS BIGINT) * 1000000,
    rating = COALESCE(CAST(state::json ->> 'rating' AS BIGINT), 0);

CREATE INDEX matter_subject ON matter (received_at, category, drug, tally);
CREATE INDEX matter_closed ON matter (closed_at, rating, tally) WHERE closed_at IS NOT NULL;
