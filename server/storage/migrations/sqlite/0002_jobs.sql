-- Work to be done after the transaction that caused it; a finished job is removed.
CREATE TABLE job (
    id           TEXT    NOT NULL PRIMARY KEY,
    kind         TEXT    NOT NULL,
    matter       TEXT    REFERENCES matter (id),
    payload      TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    run_at       INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    locked_until INTEGER,
    last_error   TEXT,
    stuck        INTEGER NOT NULL
) STRICT;
CREATE INDEX job_waiting ON job (run_at, id) WHERE NOT stuck;
CREATE INDEX job_stuck ON job (created_at, id) WHERE stuck;

-- Callbacks that were taken, so that the same one again changes nothing.
CREATE TABLE webhook_seen (
    id TEXT    NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
