-- The newsroom: what is written, checked, signed and published. One row an item, its state read off
-- its events.
CREATE TABLE item (
    id           TEXT    NOT NULL PRIMARY KEY,
    kind         TEXT    NOT NULL,
    slug         TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    unit         TEXT    NOT NULL,
    stage        TEXT    NOT NULL,
    live         TEXT,             -- digest of the text residents see
    scheduled_at INTEGER,
    until        TEXT    NOT NULL, -- last day it may stand; 9999-12-31: no such day
    updated_at   INTEGER NOT NULL,
    deleted_at   INTEGER,
    version      INTEGER NOT NULL, -- number of events
    state        TEXT    NOT NULL,
    UNIQUE (kind, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_list ON item (stage, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX item_scheduled ON item (scheduled_at) WHERE scheduled_at IS NOT NULL;
CREATE INDEX item_until ON item (until) WHERE live IS NOT NULL;

CREATE TABLE item_event (
    item  TEXT    NOT NULL REFERENCES item (id),
    seq   INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    actor TEXT    NOT NULL,
    step  TEXT    NOT NULL,
    PRIMARY KEY (item, seq)
) STRICT, WITHOUT ROWID;

-- Every text that was saved, as it was: what is reviewed, signed and shown is one of these.
CREATE TABLE item_text (
    item     TEXT    NOT NULL REFERENCES item (id),
    seq      INTEGER NOT NULL, -- of the event that saved it
    digest   TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    saved_at INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    PRIMARY KEY (item, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_text_digest ON item_text (item, digest, seq);

-- What somebody is writing right now; kept while they write, nothing more than a help.
CREATE TABLE item_draft (
    item     TEXT    NOT NULL PRIMARY KEY REFERENCES item (id),
    revision INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    saved_at INTEGER NOT NULL,
    staff    TEXT    NOT NULL,
    name     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Addresses an item had before.
CREATE TABLE item_redirect (
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    item TEXT NOT NULL REFERENCES item (id),
    PRIMARY KEY (kind, slug)
) STRICT, WITHOUT ROWID;

-- How often a page was asked for and what its readers said, a day; never by whom.
CREATE TABLE item_count (
    item  TEXT    NOT NULL REFERENCES item (id),
    day   TEXT    NOT NULL,
    what  TEXT    NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (item, day, what)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER item_event_is_never_changed BEFORE UPDATE ON item_event
BEGIN SELECT RAISE(ABORT, 'the newsroom is only ever appended'); END;

CREATE TRIGGER item_event_is_never_removed BEFORE DELETE ON item_event
BEGIN SELECT RAISE(ABORT, 'the newsroom is only ever appended'); END;

-- INSERT OR REPLACE would remove a row without asking the trigger above.
CREATE TRIGGER item_event_is_never_replaced BEFORE INSERT ON item_event
WHEN EXISTS (SELECT 1 FROM item_event WHERE item = NEW.item AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the newsroom is only ever appended'); END;

CREATE TRIGGER item_text_is_never_changed BEFORE UPDATE ON item_text
BEGIN SELECT RAISE(ABORT, 'the newsroom is only ever appended'); END;

CREATE TRIGGER item_text_is_never_removed BEFORE DELETE ON item_text
BEGIN SELECT RAISE(ABORT, 'the newsroom is only ever appended'); END;

CREATE TRIGGER item_text_is_never_replaced BEFORE INSERT ON item_text
WHEN EXISTS (SELECT 1 FROM item_text WHERE item = NEW.item AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the newsroom is only ever appended'); END;
