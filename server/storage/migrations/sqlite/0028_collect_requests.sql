-- Residents who ask an officer to come and collect old medicine. Empty or 0: not there yet, or not any more.
CREATE TABLE collect_request (
    id          TEXT NOT NULL PRIMARY KEY,
    number      TEXT NOT NULL UNIQUE,
    key_mac     BLOB NOT NULL UNIQUE,
    content_mac BLOB NOT NULL,
    phone_mac   BLOB NOT NULL, -- tells that two requests are of one phone
    contact_key TEXT NOT NULL, -- seals phone, way of addressing and house
    contact     BLOB NOT NULL,
    version     INTEGER NOT NULL,
    region      TEXT NOT NULL, -- a village, or a township
    amount      TEXT NOT NULL,
    home        TEXT NOT NULL, -- when somebody is there
    asked_at    INTEGER NOT NULL,
    errand      TEXT NOT NULL, -- the task it was given as
    officer     TEXT NOT NULL,
    given_at    INTEGER NOT NULL,
    back        TEXT NOT NULL, -- what the officer said who gave it back
    ending      TEXT NOT NULL,
    ended_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX collect_request_list ON collect_request (ended_at, asked_at);
CREATE INDEX collect_request_errand ON collect_request (errand) WHERE errand <> '';
CREATE INDEX collect_request_phone ON collect_request (phone_mac) WHERE ended_at = 0;

-- Why an officer need not do it any more; empty: it is theirs.
ALTER TABLE field_errand_to ADD COLUMN taken_off TEXT NOT NULL DEFAULT '';
