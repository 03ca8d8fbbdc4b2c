-- Grows with every change of what residents read: servers ask it, and show the new.
CREATE TABLE item_revision (
    id        BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    revision  BIGINT NOT NULL,
    ticked_at BIGINT           -- when the clock last looked for what is due
);
INSERT INTO item_revision (id, revision) VALUES (1, 0);

-- Links that show what is not published to somebody without an account.
CREATE TABLE item_share (
    id         TEXT    NOT NULL PRIMARY KEY,
    item       TEXT    NOT NULL REFERENCES item (id),
    word       TEXT    NOT NULL UNIQUE, -- a hash: the word itself is kept nowhere
    label      TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX item_share_item ON item_share (item, made_at);

-- What somebody outside says about a text.
CREATE TABLE item_remark (
    id    TEXT    NOT NULL PRIMARY KEY,
    item  TEXT    NOT NULL REFERENCES item (id),
    share TEXT    NOT NULL REFERENCES item_share (id),
    at    BIGINT NOT NULL,
    name  TEXT    NOT NULL,
    text  TEXT    NOT NULL
);
CREATE INDEX item_remark_item ON item_remark (item, at);
