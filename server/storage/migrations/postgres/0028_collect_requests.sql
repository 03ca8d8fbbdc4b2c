-- Residents who ask an officer to come and collect old medicine. Empty or 0: not there yet, or not any more.
CREATE TABLE collect_request (
    id          TEXT NOT NULL PRIMARY KEY,
    number      TEXT NOT NULL UNIQUE,
    key_mac     BYTEA NOT NULL UNIQUE,
    content_mac BYTEA NOT NULL,
    phone_mac   BYTEA NOT NULL, -- tells that two requests are of one phone
    contact_key TEXT NOT NULL, -- seals phone, way of addressing and house
    contact     BYTEA NOT NULL,
    version     BIGINT NOT NULL,
    region      TEXT NOT NULL, -- a village, or a township
    amount      TEXT NOT NULL,
    home        TEXT NOT NULL, -- when somebody is there
    asked_at    BIGINT NOT NULL,
    errand      TEXT NOT NULL, -- the task it was given as
    officer     TEXT NOT NULL,
    given_at    BIGINT NOT NULL,
    back        TEXT NOT NULL, -- what the officer said who gave it back
    ending      TEXT NOT NULL,
    ended_at    BIGINT NOT NULL
);

CREATE INDEX collect_request_list ON collect_request (ended_at, asked_at);
CREATE INDEX collect_request_errand ON collect_request (errand) WHERE errand <> '';
CREATE INDEX collect_request_phone ON collect_request (phone_mac) WHERE ended_at = 0;

-- Why an officer need not do it any more; empty: it is theirs.
ALTER TABLE field_errand_to ADD COLUMN taken_off TEXT NOT NULL DEFAULT '';
