-- Reminders are made of ledgers' records too: of a matter or of a record, never of both.
CREATE TABLE reminder_of_either (
    id      TEXT    NOT NULL PRIMARY KEY,
    matter  TEXT    REFERENCES matter (id),
    ledger  TEXT    REFERENCES ledger (id),
    clock   TEXT    NOT NULL,
    due     TEXT    NOT NULL,
    days    INTEGER NOT NULL,
    unit    TEXT    NOT NULL, -- empty: whoever gives matters to units
    staff   TEXT    NOT NULL,
    made_at INTEGER NOT NULL,
    seen_at INTEGER,
    CHECK ((matter IS NULL) <> (ledger IS NULL)),
    UNIQUE (matter, clock, due, days, staff),
    UNIQUE (ledger, clock, due, days, staff)
) STRICT, WITHOUT ROWID;
INSERT INTO reminder_of_either (id, matter, clock, due, days, unit, staff, made_at, seen_at)
SELECT id, matter, clock, due, days, unit, staff, made_at, seen_at FROM reminder;
DROP TABLE reminder;
ALTER TABLE reminder_of_either RENAME TO reminder;
CREATE INDEX reminder_of_staff ON reminder (staff, due, id) WHERE seen_at IS NULL;
CREATE INDEX reminder_of_unit ON reminder (unit, staff, due, id) WHERE seen_at IS NULL;
