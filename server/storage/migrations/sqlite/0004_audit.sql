-- One row for each event of a matter and for whatever else staff do, each bound to the one before
-- it by a hash. Nothing here says who sent a report. The row of an event names it by `matter` and
-- `event`; another row keeps its words in `detail`. Existing events are chained by the program
-- right after this step.
CREATE TABLE audit (
    seq      INTEGER NOT NULL PRIMARY KEY, -- counted from 1 without a gap
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    person   TEXT    NOT NULL, -- id of the member of staff, or empty
    what     TEXT    NOT NULL,
    subject  TEXT    NOT NULL, -- number of the matter, or what else it was done to
    matter   TEXT,
    event    INTEGER,
    detail   TEXT    NOT NULL,
    digest   BLOB    NOT NULL, -- of the event as it is kept, or of `detail`
    previous BLOB    NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;
CREATE UNIQUE INDEX audit_event ON audit (matter, event) WHERE matter IS NOT NULL;
CREATE INDEX audit_subject ON audit (subject, seq);
CREATE INDEX audit_person ON audit (person, seq) WHERE person <> '';
CREATE INDEX audit_acts ON audit (seq) WHERE matter IS NULL;

-- The newest row, in a table of its own so that writers queue for it: one row once the chain is begun.
CREATE TABLE audit_head (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq  INTEGER NOT NULL,
    hash BLOB    NOT NULL
) STRICT;

-- From time to time the newest hash under a keyed hash, which nobody can make from the database alone.
CREATE TABLE audit_seal (
    seq  INTEGER NOT NULL PRIMARY KEY,
    at   INTEGER NOT NULL,
    hash BLOB    NOT NULL,
    mac  BLOB    NOT NULL
) STRICT;

-- Up to where old rows were removed, with what the chain goes on from; `events` counts the events
-- that stand without a row since, `events_digest` is over them.
CREATE TABLE audit_cut (
    seq           INTEGER NOT NULL PRIMARY KEY,
    at            INTEGER NOT NULL,
    hash          BLOB    NOT NULL,
    events        INTEGER NOT NULL,
    events_digest BLOB    NOT NULL,
    mac           BLOB    NOT NULL
) STRICT;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

-- Only rows up to the mark of a removal may go.
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
WHEN OLD.seq > (SELECT COALESCE(MAX(seq), 0) FROM audit_cut)
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

-- INSERT OR REPLACE would remove a row without asking the trigger above.
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
WHEN NEW.seq <= (SELECT COALESCE(MAX(seq), 0) FROM audit)
    OR EXISTS (SELECT 1 FROM audit WHERE matter = NEW.matter AND event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

CREATE TRIGGER audit_seal_is_never_changed BEFORE UPDATE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

CREATE TRIGGER audit_seal_is_never_removed BEFORE DELETE ON audit_seal
WHEN OLD.seq > (SELECT COALESCE(MAX(seq), 0) FROM audit_cut)
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

CREATE TRIGGER audit_seal_is_never_replaced BEFORE INSERT ON audit_seal
WHEN NEW.seq < (SELECT COALESCE(MAX(seq), 0) FROM audit_seal)
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

CREATE TRIGGER audit_cut_is_never_changed BEFORE UPDATE ON audit_cut
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

CREATE TRIGGER audit_cut_is_never_removed BEFORE DELETE ON audit_cut
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

CREATE TRIGGER audit_cut_is_never_replaced BEFORE INSERT ON audit_cut
WHEN NEW.seq <= (SELECT COALESCE(MAX(seq), 0) FROM audit_cut)
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

CREATE TRIGGER audit_head_never_goes_back BEFORE UPDATE ON audit_head
WHEN NEW.seq < OLD.seq
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;

CREATE TRIGGER audit_head_is_never_removed BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;
