-- Pictures of the newsroom. The original lies sealed in the media vault under the picture's id; what
-- residents see is drawn from it and stands here, so that every process serves the same.
CREATE TABLE picture (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL UNIQUE, -- what texts call it
    version     BIGINT NOT NULL,        -- grows with every change
    about       TEXT    NOT NULL,
    edit        TEXT    NOT NULL,
    words       TEXT    NOT NULL,        -- what a list is searched by
    unit        TEXT    NOT NULL,
    uploader    TEXT    NOT NULL,
    uploaded_at BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    deleted_at  BIGINT,
    media_type  TEXT    NOT NULL,
    size        BIGINT NOT NULL,
    sha256      TEXT    NOT NULL UNIQUE,
    width       BIGINT NOT NULL,        -- of the original, upright
    height      BIGINT NOT NULL,
    key_id      TEXT    NOT NULL,
    wrapped_key BYTEA    NOT NULL
);
CREATE INDEX picture_list ON picture (uploaded_at, id);

-- What is shown of a picture, by the hash of its bytes.
CREATE TABLE picture_copy (
    picture TEXT    NOT NULL REFERENCES picture (id),
    use     TEXT    NOT NULL, -- page, card
    width   BIGINT NOT NULL,
    height  BIGINT NOT NULL,
    size    BIGINT NOT NULL,
    digest  TEXT    NOT NULL,
    bytes   BYTEA    NOT NULL,
    PRIMARY KEY (picture, use, width)
);
CREATE INDEX picture_copy_digest ON picture_copy (digest);
