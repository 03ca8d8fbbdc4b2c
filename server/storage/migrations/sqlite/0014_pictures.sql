-- Pictures of the newsroom. The original lies sealed in the media vault under the picture's id; what
-- residents see is drawn from it and stands here, so that every process serves the same.
CREATE TABLE picture (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL UNIQUE, -- what texts call it
    version     INTEGER NOT NULL,        -- grows with every change
    about       TEXT    NOT NULL,
    edit        TEXT    NOT NULL,
    words       TEXT    NOT NULL,        -- what a list is searched by
    unit        TEXT    NOT NULL,
    uploader    TEXT    NOT NULL,
    uploaded_at INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    deleted_at  INTEGER,
    media_type  TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    sha256      TEXT    NOT NULL UNIQUE,
    width       INTEGER NOT NULL,        -- of the original, upright
    height      INTEGER NOT NULL,
    key_id      TEXT    NOT NULL,
    wrapped_key BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_list ON picture (uploaded_at, id);

-- What is shown of a picture, by the hash of its bytes.
CREATE TABLE picture_copy (
    picture TEXT    NOT NULL REFERENCES picture (id),
    use     TEXT    NOT NULL, -- page, card
    width   INTEGER NOT NULL,
    height  INTEGER NOT NULL,
    size    INTEGER NOT NULL,
    digest  TEXT    NOT NULL,
    bytes   BLOB    NOT NULL,
    PRIMARY KEY (picture, use, width)
) STRICT;
CREATE INDEX picture_copy_digest ON picture_copy (digest);
