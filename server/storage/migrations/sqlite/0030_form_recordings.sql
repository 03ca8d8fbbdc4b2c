-- Recordings are made of the questions of forms too: of an item or of a form, never of both. A form is
-- named by its key and belongs to no table.
CREATE TABLE recording_of_either (
    id          TEXT    NOT NULL PRIMARY KEY,
    item        TEXT    REFERENCES item (id),
    form        TEXT,                    -- report-tip, officer-help, …
    part        TEXT    NOT NULL,        -- a heading of the text, or of the form's question; empty: the whole of it
    language    TEXT    NOT NULL,
    reader      TEXT    NOT NULL,
    town        TEXT,                    -- where it is heard first
    sound       TEXT    NOT NULL,        -- mp3, m4a, ogg
    size        INTEGER NOT NULL,
    digest      TEXT    NOT NULL,        -- SHA-256 of its bytes: its address
    words       TEXT,                    -- hash of the words a colleague of the uploader heard it say
    uploader    TEXT    NOT NULL,        -- id of the account
    uploader_name TEXT  NOT NULL,
    uploaded_at INTEGER NOT NULL,
    ended_at    INTEGER,
    CHECK ((item IS NULL) <> (form IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO recording_of_either (id, item, part, language, reader, town, sound, size, digest, words, uploader,
    uploader_name, uploaded_at, ended_at)
SELECT id, item, part, language, reader, town, sound, size, digest, words, uploader, uploader_name, uploaded_at,
    ended_at
FROM recording;
CREATE TABLE recording_piece_of_either (
    recording TEXT    NOT NULL REFERENCES recording_of_either (id),
    place     INTEGER NOT NULL, -- counted from 0
    bytes     BLOB    NOT NULL,
    PRIMARY KEY (recording, place)
) STRICT;
INSERT INTO recording_piece_of_either (recording, place, bytes) SELECT recording, place, bytes FROM recording_piece;
-- The pieces go first, since they point at what goes next.
DROP TABLE recording_piece;
DROP TABLE recording;
ALTER TABLE recording_of_either RENAME TO recording;
ALTER TABLE recording_piece_of_either RENAME TO recording_piece;

CREATE INDEX recording_subject ON recording (COALESCE(item, form), uploaded_at);
CREATE INDEX recording_digest ON recording (digest);
CREATE UNIQUE INDEX recording_once ON recording (COALESCE(item, form), part, digest) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX recording_town ON recording (COALESCE(item, form), part, town)
    WHERE ended_at IS NULL AND town IS NOT NULL;
