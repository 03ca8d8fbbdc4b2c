-- What came in together: one form, one query code, one or two matters. Nothing here or in `matter`
-- says who sent it: no address, no user agent, no cookie.
CREATE TABLE submission (
    id             TEXT    NOT NULL PRIMARY KEY,
    key_mac        BYTEA   NOT NULL UNIQUE,
    code_mac       BYTEA   NOT NULL UNIQUE,
    content_sha256 BYTEA   NOT NULL,
    received_at    BIGINT  NOT NULL,
    photos         BIGINT  NOT NULL
);

-- The last public number given out, for each prefix and Beijing year.
CREATE TABLE number_counter (
    prefix TEXT    NOT NULL,
    year   BIGINT  NOT NULL,
    last   BIGINT  NOT NULL,
    PRIMARY KEY (prefix, year)
);

-- How many matters there are of each sort. Counts and the choice of a plan for the inbox are read
-- from here, so that they cost the same however many matters there are.
CREATE TABLE tally (
    id         BIGINT  NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    town       TEXT    COLLATE "C" NOT NULL, -- first nine digits of the region
    unit       TEXT    NOT NULL, -- empty while not assigned
    kind       TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    registered BOOLEAN NOT NULL,
    open       BOOLEAN NOT NULL,
    n          BIGINT  NOT NULL,
    UNIQUE (town, unit, kind, status, registered)
);

-- `status`, `unit`, `registration_no`, `open` and `tally` repeat what `state` says, for lists.
CREATE TABLE matter (
    seq             BIGINT  NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id              TEXT    NOT NULL UNIQUE,
    number          TEXT    NOT NULL UNIQUE,
    submission      TEXT    NOT NULL REFERENCES submission (id),
    kind            TEXT    NOT NULL,
    version         BIGINT  NOT NULL, -- number of events
    received_at     BIGINT  NOT NULL, -- microseconds since 1970, UTC, as every time here
    due             TEXT    COLLATE "C" NOT NULL, -- 9999-12-31 when nothing is due
    status          TEXT    NOT NULL,
    region          TEXT    COLLATE "C" NOT NULL,
    unit            TEXT,
    registration_no TEXT,
    open            BOOLEAN NOT NULL,
    tally           BIGINT  NOT NULL REFERENCES tally (id),
    state           TEXT    NOT NULL,
    facts           TEXT    NOT NULL
);
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

-- Words of story, names and number, cut into tokens before they come here, and among them words
-- that say of which sort the matter is (facets.rs).
CREATE TABLE matter_search (
    seq   BIGINT   NOT NULL PRIMARY KEY REFERENCES matter (seq),
    words TSVECTOR NOT NULL
);
CREATE INDEX matter_search_words ON matter_search USING gin (words);

CREATE TABLE sealed_identity (
    matter TEXT NOT NULL PRIMARY KEY REFERENCES matter (id),
    key_id TEXT NOT NULL,
    blob   BYTEA NOT NULL
);

CREATE TABLE event (
    matter TEXT    NOT NULL REFERENCES matter (id),
    seq    BIGINT  NOT NULL, -- counted from 1 within the matter
    at     BIGINT  NOT NULL,
    actor  TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    PRIMARY KEY (matter, seq)
);

CREATE FUNCTION refuse_changed_events() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events are only ever appended'; END $$;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON event
FOR EACH ROW EXECUTE FUNCTION refuse_changed_events();

CREATE TRIGGER event_is_never_emptied BEFORE TRUNCATE ON event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_events();

CREATE TABLE message (
    id      TEXT    NOT NULL PRIMARY KEY,
    matter  TEXT    NOT NULL REFERENCES matter (id),
    key_mac BYTEA   UNIQUE,
    side    TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    at      BIGINT  NOT NULL
);
CREATE INDEX message_matter ON message (matter, at);

-- The sealed file itself lies in the media vault under `id`.
CREATE TABLE attachment (
    id          TEXT    NOT NULL PRIMARY KEY,
    matter      TEXT    NOT NULL REFERENCES matter (id),
    ordinal     BIGINT  NOT NULL,
    media_type  TEXT    NOT NULL,
    size        BIGINT  NOT NULL,
    sha256      TEXT    NOT NULL,
    key_id      TEXT    NOT NULL,
    wrapped_key BYTEA   NOT NULL,
    message     TEXT    REFERENCES message (id),
    shown       TEXT    NOT NULL,
    shown_type  TEXT,
    UNIQUE (matter, ordinal)
);
CREATE INDEX attachment_message ON attachment (message) WHERE message IS NOT NULL;
