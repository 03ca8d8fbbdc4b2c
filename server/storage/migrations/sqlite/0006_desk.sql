-- Lists by handler, by stage and by what waits for a head. As `unit` and `status` do, the new columns
-- of `matter` repeat what `state` says, and the tally counts by them.
PRAGMA defer_foreign_keys = ON;

ALTER TABLE matter ADD COLUMN handler TEXT NOT NULL DEFAULT ''; -- empty while nobody has it
ALTER TABLE matter ADD COLUMN stage TEXT NOT NULL DEFAULT 'received';
ALTER TABLE matter ADD COLUMN asks INTEGER NOT NULL DEFAULT 0; -- something waits for a head's approval

UPDATE matter SET
    handler = COALESCE(json_extract(state, '$.office.handler.id'), ''),
    stage = COALESCE(json_extract(state, '$.stage'), 'received'),
    asks = COALESCE(json_array_length(state, '$.history.asked'), 0) > 0
        OR json_extract(state, '$.office.proposed') IS NOT NULL;

DROP TABLE tally;
CREATE TABLE tally (
    id         INTEGER NOT NULL PRIMARY KEY,
    town       TEXT    NOT NULL, -- first nine digits of the region
    unit       TEXT    NOT NULL, -- empty while not assigned
    handler    TEXT    NOT NULL, -- empty while nobody has it
    kind       TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    registered INTEGER NOT NULL,
    asks       INTEGER NOT NULL,
    open       INTEGER NOT NULL,
    n          INTEGER NOT NULL,
    UNIQUE (town, unit, handler, kind, status, stage, registered, asks)
) STRICT;
INSERT INTO tally (town, unit, handler, kind, status, stage, registered, asks, open, n)
    SELECT substr(region, 1, 9), COALESCE(unit, ''), handler, kind, status, stage,
        registration_no IS NOT NULL, asks, max(open), COUNT(*)
    FROM matter GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
UPDATE matter SET tally = (
    SELECT t.id FROM tally t
    WHERE t.town = substr(region, 1, 9) AND t.unit = COALESCE(matter.unit, '') AND t.handler = matter.handler
        AND t.kind = matter.kind AND t.status = matter.status AND t.stage = matter.stage
        AND t.registered = (registration_no IS NOT NULL) AND t.asks = matter.asks);
UPDATE matter_search SET facets = facets || (
    SELECT ' ' || char(57344) || 'g' || replace(m.stage, '_', '')
        || CASE WHEN m.handler = '' THEN ' ' || char(57344) || 'n'
            ELSE ' ' || char(57344) || 'h' || replace(m.handler, '-', '') END
        || CASE WHEN m.asks THEN ' ' || char(57344) || 'a' ELSE '' END
    FROM matter m WHERE m.seq = matter_search.rowid);

CREATE INDEX matter_newest_held ON matter (handler, received_at, seq, tally) WHERE handler <> '';
CREATE INDEX matter_due_held ON matter (handler, due, seq, tally) WHERE handler <> '';
CREATE INDEX matter_newest_of_stage ON matter (stage, received_at, seq, tally);
CREATE INDEX matter_due_of_stage ON matter (stage, due, seq, tally);
CREATE INDEX matter_newest_asking ON matter (received_at, seq, tally) WHERE asks;
CREATE INDEX matter_due_asking ON matter (due, seq, tally) WHERE asks;

-- A list somebody comes back to, as the inbox's address writes it.
CREATE TABLE saved_filter (
    id       TEXT    NOT NULL PRIMARY KEY,
    staff    TEXT    NOT NULL REFERENCES staff (id),
    name     TEXT    NOT NULL,
    query    TEXT    NOT NULL,
    saved_at INTEGER NOT NULL,
    UNIQUE (staff, name)
) STRICT;

-- Who stands in for whom while they are on leave, both days included (Beijing).
CREATE TABLE deputy (
    id       TEXT    NOT NULL PRIMARY KEY,
    absent   TEXT    NOT NULL REFERENCES staff (id),
    deputy   TEXT    NOT NULL REFERENCES staff (id),
    from_day TEXT    NOT NULL,
    to_day   TEXT    NOT NULL,
    named_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deputy_deputy ON deputy (deputy, to_day);
CREATE INDEX deputy_absent ON deputy (absent, to_day);
