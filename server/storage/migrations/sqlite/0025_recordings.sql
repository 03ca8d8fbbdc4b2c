-- Recordings of articles. They are public as they came, so nothing is sealed; they stand here and not in
-- a folder, so that every process serves the same. What was taken down keeps its row without its bytes.
CREATE TABLE recording (
    id          TEXT    NOT NULL PRIMARY KEY,
    item        TEXT    NOT NULL REFERENCES item (id),
    part        TEXT    NOT NULL,        -- a heading of the text; empty: the whole of it
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
    ended_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_item ON recording (item, uploaded_at);
CREATE INDEX recording_digest ON recording (digest);
CREATE UNIQUE INDEX recording_once ON recording (item, part, digest) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX recording_town ON recording (item, part, town) WHERE ended_at IS NULL AND town IS NOT NULL;

-- Its bytes in pieces of one length, so that a phone that asks for a part reads no more than that.
CREATE TABLE recording_piece (
    recording TEXT    NOT NULL REFERENCES recording (id),
    place     INTEGER NOT NULL, -- counted from 0
    bytes     BLOB    NOT NULL,
    PRIMARY KEY (recording, place)
) STRICT;
