-- One row for each event of a matter and for whatever else staff do, each bound to the one before
-- it by a hash. Nothing here says who sent a report. The row of an event names it by `matter` and
-- `event`; another row keeps its words in `detail`. Existing events are chained by the program
-- right after this step.
CREATE TABLE audit (
    seq      BIGINT NOT NULL PRIMARY KEY, -- counted from 1 without a gap
    at       BIGINT NOT NULL,
    actor    TEXT   NOT NULL,
    person   TEXT   NOT NULL, -- id of the member of staff, or empty
    what     TEXT   NOT NULL,
    subject  TEXT   NOT NULL, -- number of the matter, or what else it was done to
    matter   TEXT,
    event    BIGINT,
    detail   TEXT   NOT NULL,
    digest   BYTEA  NOT NULL, -- of the event as it is kept, or of `detail`
    previous BYTEA  NOT NULL,
    hash     BYTEA  NOT NULL
);
CREATE UNIQUE INDEX audit_event ON audit (matter, event) WHERE matter IS NOT NULL;
CREATE INDEX audit_subject ON audit (subject, seq);
CREATE INDEX audit_person ON audit (person, seq) WHERE person <> '';
CREATE INDEX audit_acts ON audit (seq) WHERE matter IS NULL;

-- The newest row, in a table of its own so that writers queue for it: one row once the chain is begun.
CREATE TABLE audit_head (
    id   BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    seq  BIGINT NOT NULL,
    hash BYTEA  NOT NULL
);

-- From time to time the newest hash under a keyed hash, which nobody can make from the database alone.
CREATE TABLE audit_seal (
    seq  BIGINT NOT NULL PRIMARY KEY,
    at   BIGINT NOT NULL,
    hash BYTEA  NOT NULL,
    mac  BYTEA  NOT NULL
);

-- Up to where old rows were removed, with what the chain goes on from; `events` counts the events
-- that stand without a row since, `events_digest` is over them.
CREATE TABLE audit_cut (
    seq           BIGINT NOT NULL PRIMARY KEY,
    at            BIGINT NOT NULL,
    hash          BYTEA  NOT NULL,
    events        BIGINT NOT NULL,
    events_digest BYTEA  NOT NULL,
    mac           BYTEA  NOT NULL
);

CREATE FUNCTION refuse_changed_audit() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is only ever appended'; END $$;

-- Only rows up to the mark of a removal may go.
CREATE FUNCTION refuse_removed_audit() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF OLD.seq > (SELECT COALESCE(MAX(seq), 0) FROM audit_cut) THEN
        RAISE EXCEPTION 'the audit trail is only ever appended';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION refuse_audit_head_going_back() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.seq < OLD.seq THEN
        RAISE EXCEPTION 'the audit trail is only ever appended';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_changed_audit();

CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_removed_audit();

CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_audit();

CREATE TRIGGER audit_seal_is_never_changed BEFORE UPDATE ON audit_seal
FOR EACH ROW EXECUTE FUNCTION refuse_changed_audit();

CREATE TRIGGER audit_seal_is_never_removed BEFORE DELETE ON audit_seal
FOR EACH ROW EXECUTE FUNCTION refuse_removed_audit();

CREATE TRIGGER audit_seal_is_never_emptied BEFORE TRUNCATE ON audit_seal
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_audit();

CREATE TRIGGER audit_cut_is_never_changed BEFORE UPDATE OR DELETE ON audit_cut
FOR EACH ROW EXECUTE FUNCTION refuse_changed_audit();

CREATE TRIGGER audit_cut_is_never_emptied BEFORE TRUNCATE ON audit_cut
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_audit();

CREATE TRIGGER audit_head_never_goes_back BEFORE UPDATE ON audit_head
FOR EACH ROW EXECUTE FUNCTION refuse_audit_head_going_back();

CREATE TRIGGER audit_head_is_never_removed BEFORE DELETE ON audit_head
FOR EACH ROW EXECUTE FUNCTION refuse_changed_audit();

CREATE TRIGGER audit_head_is_never_emptied BEFORE TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_audit();
