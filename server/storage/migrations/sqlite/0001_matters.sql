-- What came in together: one form, one query code, one or two matters. Nothing here or in `matter`
-- says who sent it: no address, no user agent, no cookie.
CREATE TABLE submission (
    id             TEXT    NOT NULL PRIMARY KEY,
    key_mac        BLOB    NOT NULL UNIQUE,
    code_mac       BLOB    NOT NULL UNIQUE,
    content_sha256 BLOB    NOT NULL,
    received_at    INTEGER NOT NULL,
    photos         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last public number given out, for each prefix and Beijing year.
CREATE TABLE number_counter (
    prefix TEXT    NOT NULL,
    year   INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (prefix, year)
) STRICT, WITHOUT ROWID;

-- How many matters there are of each sort. Counts and the choice of a plan for the inbox are read
-- from here, so that they cost the same however many matters there are.
CREATE TABLE tally (
    id         INTEGER NOT NULL PRIMARY KEY,
    town       TEXT    NOT NULL, -- first nine digits of the region
    unit       TEXT    NOT NULL, -- empty while not assigned
    kind       TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    registered INTEGER NOT NULL,
    open       INTEGER NOT NULL,
    n          INTEGER NOT NULL,
    UNIQUE (town, unit, kind, status, registered)
) STRICT;

-- `status`, `unit`, `registration_no`, `open` and `tally` repeat what `state` says, for lists.
CREATE TABLE matter (
    seq             INTEGER NOT NULL PRIMARY KEY,
    id              TEXT    NOT NULL UNIQUE,
    number          TEXT    NOT NULL UNIQUE,
    submission      TEXT    NOT NULL REFERENCES submission (id),
    kind            TEXT    NOT NULL,
    version         INTEGER NOT NULL, -- number of events
    received_at     INTEGER NOT NULL, -- microseconds since 1970, UTC, as every time here
    due             TEXT    NOT NULL, -- 9999-12-31 when nothing is due
    status          TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    unit            TEXT,
    registration_no TEXT,
    open            INTEGER NOT NULL,
    tally           INTEGER NOT NULL REFERENCES tally (id),
    state           TEXT    NOT NULL,
    facts           TEXT    NOT NULL
) STRICT;
CREATE INDEX matter_submission ON matter (submission);
CREATE INDEX matter_registration ON matter (registration_no) WHERE registration_no IS NOT NULL;
CREATE INDEX matter_newest ON matter (received_at, seq, tally);
CREATE INDEX matter_newest_open ON matter (received_at, seq, tally) WHERE open;
CREATE INDEX matter_newest_unregistered ON matter (received_at, seq, tally) WHERE registration_no IS NULL;
CREATE INDEX matter_newest_of_status ON matter (status, received_at, seq, tally);
CREATE INDEX matter_newest_of_unit ON matter (unit, received_at, seq, tally);
CREATE INDEX matter_due ON matter (due, seq, tally);
CREATE INDEX matter_due_of_status ON matter (status, due, seq, tally);
CREATE INDEX matter_due_of_unit ON matter (unit, due, seq, tally);
CREATE INDEX matter_tally ON matter (tally, received_at, due, seq);
CREATE INDEX matter_region ON matter (region, tally, received_at, due, seq);

-- Words of story, names and number, cut into tokens before they come here, and beside them words
-- that say of which sort the matter is (facets.rs); rowid is `matter.seq`.
CREATE VIRTUAL TABLE matter_search USING fts5 (
    words,
    facets,
    prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co'"
);

CREATE TABLE sealed_identity (
    matter TEXT NOT NULL PRIMARY KEY REFERENCES matter (id),
    key_id TEXT NOT NULL,
    blob   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    matter TEXT    NOT NULL REFERENCES matter (id),
    seq    INTEGER NOT NULL, -- counted from 1 within the matter
    at     INTEGER NOT NULL,
    actor  TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    PRIMARY KEY (matter, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

-- INSERT OR REPLACE would remove a row without asking the trigger above.
CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE matter = NEW.matter AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

CREATE TABLE message (
    id      TEXT    NOT NULL PRIMARY KEY,
    matter  TEXT    NOT NULL REFERENCES matter (id),
    key_mac BLOB    UNIQUE,
    side    TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX message_matter ON message (matter, at);

-- The sealed file itself lies in the media vault under `id`.
CREATE TABLE attachment (
    id          TEXT    NOT NULL PRIMARY KEY,
    matter      TEXT    NOT NULL REFERENCES matter (id),
    ordinal     INTEGER NOT NULL,
    media_type  TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    sha256      TEXT    NOT NULL,
    key_id      TEXT    NOT NULL,
    wrapped_key BLOB    NOT NULL,
    message     TEXT    REFERENCES message (id),
    shown       TEXT    NOT NULL,
    shown_type  TEXT,
    UNIQUE (matter, ordinal)
) STRICT;
CREATE INDEX attachment_message ON attachment (message) WHERE message IS NOT NULL;
