-- Village officers: who they are, their phones, what they report, what they are asked to do.
CREATE TABLE field_officer (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    region      TEXT    NOT NULL, -- of the main village
    phone_mac   BLOB    NOT NULL UNIQUE,
    key_id      TEXT    NOT NULL, -- seals the phone number
    blob        BLOB    NOT NULL,
    conflict    TEXT    NOT NULL, -- what ties them to the trade; empty: nothing
    created_at  INTEGER NOT NULL,
    disabled_at INTEGER,
    trained_at  INTEGER,
    certificate TEXT
) STRICT;

CREATE TABLE field_village (
    officer TEXT    NOT NULL REFERENCES field_officer (id),
    ordinal INTEGER NOT NULL,
    region  TEXT    NOT NULL,
    PRIMARY KEY (officer, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_village_region ON field_village (region);

CREATE TABLE field_test (
    officer   TEXT    NOT NULL REFERENCES field_officer (id),
    at        INTEGER NOT NULL,
    version   TEXT    NOT NULL,
    right_of  INTEGER NOT NULL,
    questions INTEGER NOT NULL,
    passed    INTEGER NOT NULL,
    PRIMARY KEY (officer, at)
) STRICT, WITHOUT ROWID;

-- One-time codes that bind a phone; the code itself is kept nowhere.
CREATE TABLE field_code (
    code_mac   BLOB    NOT NULL PRIMARY KEY,
    officer    TEXT    NOT NULL REFERENCES field_officer (id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE field_device (
    id         TEXT    NOT NULL PRIMARY KEY,
    token_hash BLOB    NOT NULL UNIQUE,
    bound_at   INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    revoked_at INTEGER,
    active     TEXT -- the officer who has it in hand
) STRICT;

CREATE TABLE field_binding (
    device       TEXT    NOT NULL REFERENCES field_device (id),
    officer      TEXT    NOT NULL REFERENCES field_officer (id),
    pin_hash     TEXT    NOT NULL,
    failures     INTEGER NOT NULL,
    locked_until INTEGER,
    bound_at     INTEGER NOT NULL,
    PRIMARY KEY (device, officer)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_binding_officer ON field_binding (officer);

CREATE TABLE field_report (
    id          TEXT    NOT NULL PRIMARY KEY, -- made by the phone
    device      TEXT    NOT NULL,
    officer     TEXT    NOT NULL REFERENCES field_officer (id),
    form        TEXT    NOT NULL,
    number      TEXT    NOT NULL UNIQUE,
    matter      TEXT    REFERENCES matter (id), -- of a clue or of what a villager filed
    region      TEXT    NOT NULL,
    day         TEXT    NOT NULL, -- it happened on
    received_at INTEGER NOT NULL,
    late        INTEGER NOT NULL, -- sent by a phone that was revoked
    urgent      INTEGER NOT NULL,
    problem     INTEGER NOT NULL,
    summary     TEXT    NOT NULL,
    photos      INTEGER NOT NULL,
    people      INTEGER,
    boxes       INTEGER,
    grams       INTEGER,
    outlet      TEXT,
    body_mac    BLOB    NOT NULL, -- keyed hash of the bytes as sent
    key_id      TEXT    NOT NULL, -- seals the answers
    blob        BLOB    NOT NULL,
    reply       TEXT,
    replied_at  INTEGER
) STRICT;
CREATE INDEX field_report_officer ON field_report (officer, received_at);
CREATE INDEX field_report_list ON field_report (received_at);
CREATE INDEX field_report_day ON field_report (day, region);
CREATE INDEX field_report_matter ON field_report (matter) WHERE matter IS NOT NULL;

-- Other bytes that came under the id of a report: kept for the coordinator, never mixed in.
CREATE TABLE field_variant (
    id          TEXT    NOT NULL PRIMARY KEY,
    report      TEXT    NOT NULL REFERENCES field_report (id),
    body_mac    BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    key_id      TEXT    NOT NULL,
    blob        BLOB    NOT NULL,
    UNIQUE (report, body_mac)
) STRICT;

-- A photo or voice note a report lists, and how much of it is here.
CREATE TABLE field_part (
    report      TEXT    NOT NULL REFERENCES field_report (id),
    id          TEXT    NOT NULL,
    ordinal     INTEGER NOT NULL,
    media_type  TEXT    NOT NULL,
    size        INTEGER NOT NULL, -- bytes as sent
    sha256      TEXT    NOT NULL, -- of the bytes as sent
    sealed      INTEGER NOT NULL,
    here        INTEGER NOT NULL,
    expires_at  INTEGER,          -- absent: no upload was begun
    complete_at INTEGER,
    file        TEXT    UNIQUE,   -- in the vault, once complete
    file_type   TEXT,
    key_id      TEXT,
    wrapped_key BLOB,
    fault       TEXT,             -- why it is no picture
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_part_expires ON field_part (expires_at) WHERE expires_at IS NOT NULL AND complete_at IS NULL;

-- Bytes of what is still coming, each piece sealed on its own. Gone once it is whole.
CREATE TABLE field_piece (
    id       TEXT    NOT NULL PRIMARY KEY,
    report   TEXT    NOT NULL,
    part     TEXT    NOT NULL,
    begins   INTEGER NOT NULL,
    key_id   TEXT    NOT NULL,
    blob     BLOB    NOT NULL,
    UNIQUE (report, part, begins)
) STRICT;

CREATE TABLE field_errand (
    id        TEXT    NOT NULL PRIMARY KEY,
    broadcast INTEGER NOT NULL,
    urgent    INTEGER NOT NULL,
    title     TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    giver     TEXT    NOT NULL,
    region    TEXT    NOT NULL, -- prefix of those it went to
    given_at  INTEGER NOT NULL,
    until     TEXT
) STRICT;
CREATE INDEX field_errand_given ON field_errand (given_at);

CREATE TABLE field_errand_to (
    errand  TEXT    NOT NULL REFERENCES field_errand (id),
    officer TEXT    NOT NULL REFERENCES field_officer (id),
    read_at INTEGER,
    done_at INTEGER,
    note    TEXT    NOT NULL,
    PRIMARY KEY (errand, officer)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_errand_to_officer ON field_errand_to (officer);

CREATE TABLE field_outlet (
    id         TEXT    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    region     TEXT    NOT NULL,
    licence_no TEXT    NOT NULL,
    keeper     TEXT    NOT NULL,
    phone      TEXT    NOT NULL,
    visited_on TEXT,
    updated_at INTEGER NOT NULL,
    closed     INTEGER NOT NULL,
    UNIQUE (region, name)
) STRICT;
