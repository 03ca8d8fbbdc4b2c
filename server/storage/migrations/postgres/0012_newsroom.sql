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
    scheduled_at BIGINT,
    until        TEXT    NOT NULL, -- last day it may stand; 9999-12-31: no such day
    updated_at   BIGINT NOT NULL,
    deleted_at   BIGINT,
    version      BIGINT NOT NULL, -- number of events
    state        TEXT    NOT NULL,
    UNIQUE (kind, slug)
);
CREATE INDEX item_list ON item (stage, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX item_scheduled ON item (scheduled_at) WHERE scheduled_at IS NOT NULL;
CREATE INDEX item_until ON item (until) WHERE live IS NOT NULL;

CREATE TABLE item_event (
    item  TEXT    NOT NULL REFERENCES item (id),
    seq   BIGINT NOT NULL,
    at    BIGINT NOT NULL,
    actor TEXT    NOT NULL,
    step  TEXT    NOT NULL,
    PRIMARY KEY (item, seq)
);

-- Every text that was saved, as it was: what is reviewed, signed and shown is one of these.
CREATE TABLE item_text (
    item     TEXT    NOT NULL REFERENCES item (id),
    seq      BIGINT NOT NULL, -- of the event that saved it
    digest   TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    saved_at BIGINT NOT NULL,
    name     TEXT    NOT NULL,
    PRIMARY KEY (item, seq)
);
CREATE INDEX item_text_digest ON item_text (item, digest, seq);

-- What somebody is writing right now; kept while they write, nothing more than a help.
CREATE TABLE item_draft (
    item     TEXT    NOT NULL PRIMARY KEY REFERENCES item (id),
    revision BIGINT NOT NULL,
    text     TEXT    NOT NULL,
    saved_at BIGINT NOT NULL,
    staff    TEXT    NOT NULL,
    name     TEXT    NOT NULL
);

-- Addresses an item had before.
CREATE TABLE item_redirect (
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    item TEXT NOT NULL REFERENCES item (id),
    PRIMARY KEY (kind, slug)
);

-- How often a page was asked for and what its readers said, a day; never by whom.
CREATE TABLE item_count (
    item  TEXT    NOT NULL REFERENCES item (id),
    day   TEXT    NOT NULL,
    what  TEXT    NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (item, day, what)
);

CREATE FUNCTION refuse_changed_newsroom() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the newsroom is only ever appended'; END $$;

CREATE TRIGGER item_event_is_never_changed BEFORE UPDATE OR DELETE ON item_event
FOR EACH ROW EXECUTE FUNCTION refuse_changed_newsroom();

CREATE TRIGGER item_event_is_never_emptied BEFORE TRUNCATE ON item_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_newsroom();

CREATE TRIGGER item_text_is_never_changed BEFORE UPDATE OR DELETE ON item_text
FOR EACH ROW EXECUTE FUNCTION refuse_changed_newsroom();

CREATE TRIGGER item_text_is_never_emptied BEFORE TRUNCATE ON item_text
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_newsroom();
