-- Township and name of who a matter is about, the same however it was typed: how many reported the same shop. Matters
-- taken in before this step have none and are not counted.
ALTER TABLE matter ADD COLUMN subject TEXT;
CREATE INDEX matter_by_subject ON matter (subject, received_at) WHERE subject IS NOT NULL;
