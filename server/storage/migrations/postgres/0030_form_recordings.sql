-- Recordings are made of the questions of forms too: of an item or of a form, never of both. A form is
-- named by its key and belongs to no table.
ALTER TABLE recording ALTER COLUMN item DROP NOT NULL;
ALTER TABLE recording ADD COLUMN form TEXT; -- report-tip, officer-help, …
ALTER TABLE recording ADD CHECK ((item IS NULL) <> (form IS NULL));

DROP INDEX recording_item;
DROP INDEX recording_once;
DROP INDEX recording_town;
CREATE INDEX recording_subject ON recording (COALESCE(item, form), uploaded_at);
CREATE UNIQUE INDEX recording_once ON recording (COALESCE(item, form), part, digest) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX recording_town ON recording (COALESCE(item, form), part, town)
    WHERE ended_at IS NULL AND town IS NOT NULL;
