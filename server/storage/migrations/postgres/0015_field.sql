-- Village officers: who they are, their phones, what they report, what they are asked to do.
CREATE TABLE field_officer (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    region      TEXT    NOT NULL, -- of the main village
    phone_mac   BYTEA   NOT NULL UNIQUE,
    key_id      TEXT    NOT NULL, -- seals the phone number
    blob        BYTEA   NOT NULL,
    conflict    TEXT    NOT NULL, -- what ties them to the trade; empty: nothing
    created_at  BIGINT  NOT NULL,
    disabled_at BIGINT ,
    trained_at  BIGINT ,
    certificate TEXT
);

CREATE TABLE field_village (
    officer TEXT    NOT NULL REFERENCES field_officer (id),
    ordinal BIGINT  NOT NULL,
    region  TEXT    NOT NULL,
    PRIMARY KEY (officer, ordinal)
);
CREATE INDEX field_village_region ON field_village (region);

CREATE TABLE field_test (
    officer   TEXT    NOT NULL REFERENCES field_officer (id),
    at        BIGINT  NOT NULL,
    version   TEXT    NOT NULL,
    right_of  BIGINT  NOT NULL,
    questions BIGINT  NOT NULL,
    passed    BOOLEAN NOT NULL,
    PRIMARY KEY (officer, at)
);

-- One-time codes that bind a phone; the code itself is kept nowhere.
CREATE TABLE field_code (
    code_mac   BYTEA   NOT NULL PRIMARY KEY,
    officer    TEXT    NOT NULL REFERENCES field_officer (id),
    expires_at BIGINT  NOT NULL,
    used_at    BIGINT 
);

CREATE TABLE field_device (
    id         TEXT    NOT NULL PRIMARY KEY,
    token_hash BYTEA   NOT NULL UNIQUE,
    bound_at   BIGINT  NOT NULL,
    seen_at    BIGINT  NOT NULL,
    revoked_at BIGINT ,
    active     TEXT -- the officer who has it in hand
);

CREATE TABLE field_binding (
    device       TEXT    NOT NULL REFERENCES field_device (id),
    officer      TEXT    NOT NULL REFERENCES field_officer (id),
    pin_hash     TEXT    NOT NULL,
    failures     BIGINT  NOT NULL,
    locked_until BIGINT ,
    bound_at     BIGINT  NOT NULL,
    PRIMARY KEY (device, officer)
);
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
    received_at BIGINT  NOT NULL,
    late        BOOLEAN NOT NULL, -- sent by a phone that was revoked
    urgent      BOOLEAN NOT NULL,
    problem     BOOLEAN NOT NULL,
    summary     TEXT    NOT NULL,
    photos      BIGINT  NOT NULL,
    people      BIGINT ,
    boxes       BIGINT ,
    grams       BIGINT ,
    outlet      TEXT,
    body_mac    BYTEA   NOT NULL, -- keyed hash of the bytes as sent
    key_id      TEXT    NOT NULL, -- seals the answers
    blob        BYTEA   NOT NULL,
    reply       TEXT,
    replied_at  BIGINT 
);
CREATE INDEX field_report_officer ON field_report (officer, received_at);
CREATE INDEX field_report_list ON field_report (received_at);
CREATE INDEX field_report_day ON field_report (day, region);
CREATE INDEX field_report_matter ON field_report (matter) WHERE matter IS NOT NULL;

-- Other bytes that came under the id of a report: kept for the coordinator, never mixed in.
CREATE TABLE field_variant (
    id          TEXT    NOT NULL PRIMARY KEY,
    report      TEXT    NOT NULL REFERENCES field_report (id),
    body_mac    BYTEA   NOT NULL,
    received_at BIGINT  NOT NULL,
    key_id      TEXT    NOT NULL,
    blob        BYTEA   NOT NULL,
    UNIQUE (report, body_mac)
);

-- A photo or voice note a report lists, and how much of it is here.
CREATE TABLE field_part (
    report      TEXT    NOT NULL REFERENCES field_report (id),
    id          TEXT    NOT NULL,
    ordinal     BIGINT  NOT NULL,
    media_type  TEXT    NOT NULL,
    size        BIGINT  NOT NULL, -- bytes as sent
    sha256      TEXT    NOT NULL, -- of the bytes as sent
    sealed      BOOLEAN NOT NULL,
    here        BIGINT  NOT NULL,
    expires_at  BIGINT ,          -- absent: no upload was begun
    complete_at BIGINT ,
    file        TEXT    UNIQUE,   -- in the vault, once complete
    file_type   TEXT,
    key_id      TEXT,
    wrapped_key BYTEA,
    fault       TEXT,             -- why it is no picture
    PRIMARY KEY (report, id)
);
CREATE INDEX field_part_expires ON field_part (expires_at) WHERE expires_at IS NOT NULL AND complete_at IS NULL;

-- Bytes of what is still coming, each piece sealed on its own. Gone once it is whole.
CREATE TABLE field_piece (
    id       TEXT    NOT NULL PRIMARY KEY,
    report   TEXT    NOT NULL,
    part     TEXT    NOT NULL,
    begins   BIGINT  NOT NULL,
    key_id   TEXT    NOT NULL,
    blob     BYTEA   NOT NULL,
    UNIQUE (report, part, begins)
);

CREATE TABLE field_errand (
    id        TEXT    NOT NULL PRIMARY KEY,
    broadcast BOOLEAN NOT NULL,
    urgent    BOOLEAN NOT NULL,
    title     TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    giver     TEXT    NOT NULL,
    region    TEXT    NOT NULL, -- prefix of those it went to
    given_at  BIGINT  NOT NULL,
    until     TEXT
);
CREATE INDEX field_errand_given ON field_errand (given_at);

CREATE TABLE field_errand_to (
    errand  TEXT    NOT NULL REFERENCES field_errand (id),
    officer TEXT    NOT NULL REFERENCES field_officer (id),
    read_at BIGINT ,
    done_at BIGINT ,
    note    TEXT    NOT NULL,
    PRIMARY KEY (errand, officer)
);
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
    updated_at BIGINT  NOT NULL,
    closed     BOOLEAN NOT NULL,
    UNIQUE (region, name)
);
