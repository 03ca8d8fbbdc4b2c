-- Lists by handler, by stage and by what waits for a head. As `unit` and `status` do, the new columns
-- of `matter` repeat what `state` says, and the tally counts by them.
ALTER TABLE matter ADD COLUMN handler TEXT NOT NULL DEFAULT ''; -- empty while nobody has it
ALTER TABLE matter ADD COLUMN stage TEXT NOT NULL DEFAULT 'received';
ALTER TABLE matter ADD COLUMN asks BOOLEAN NOT NULL DEFAULT FALSE; -- something waits for a head's approval

UPDATE matter SET
    handler = COALESCE(state::json #>> '{office,handler,id}', ''),
    stage = COALESCE(state::json ->> 'stage', 'received'),
    asks = COALESCE(json_array_length(state::json #> '{history,asked}'), 0) > 0
        OR state::json #>> '{office,proposed}' IS NOT NULL;

-- The rows of a sort are counted anew; ids go on where the old ones ended.
ALTER TABLE matter DROP CONSTRAINT matter_tally_fkey;
DELETE FROM tally;
ALTER TABLE tally DROP CONSTRAINT tally_town_unit_kind_status_registered_key;
ALTER TABLE tally ADD COLUMN handler TEXT NOT NULL; -- empty while nobody has it
ALTER TABLE tally ADD COLUMN stage TEXT NOT NULL;
ALTER TABLE tally ADD COLUMN asks BOOLEAN NOT NULL;
ALTER TABLE tally ADD UNIQUE (town, unit, handler, kind, status, stage, registered, asks);
INSERT INTO tally (town, unit, handler, kind, status, stage, registered, asks, open, n)
    SELECT substr(region, 1, 9), COALESCE(unit, ''), handler, kind, status, stage,
        registration_no IS NOT NULL, asks, bool_or(open), COUNT(*)
    FROM matter GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
UPDATE matter m SET tally = t.id FROM tally t
    WHERE t.town = substr(m.region, 1, 9) AND t.unit = COALESCE(m.unit, '') AND t.handler = m.handler
        AND t.kind = m.kind AND t.status = m.status AND t.stage = m.stage
        AND t.registered = (m.registration_no IS NOT NULL) AND t.asks = m.asks;
ALTER TABLE matter ADD CONSTRAINT matter_tally_fkey FOREIGN KEY (tally) REFERENCES tally (id);
UPDATE matter_search s SET words = s.words || array_to_tsvector(array_remove(ARRAY[
        U&'\E000' || 'g' || replace(m.stage, '_', ''),
        CASE WHEN m.handler = '' THEN U&'\E000' || 'n' ELSE U&'\E000' || 'h' || replace(m.handler, '-', '') END,
        CASE WHEN m.asks THEN U&'\E000' || 'a' END], NULL))
    FROM matter m WHERE m.seq = s.seq;

CREATE INDEX matter_newest_held ON matter (handler, received_at, seq, tally) WHERE handler <> '';
CREATE INDEX matter_due_held ON matter (handler, due, seq, tally) WHERE handler <> '';
CREATE INDEX matter_newest_of_stage ON matter (stage, received_at, seq, tally);
CREATE INDEX matter_due_of_stage ON matter (stage, due, seq, tally);
CREATE INDEX matter_newest_asking ON matter (received_at, seq, tally) WHERE asks;
CREATE INDEX matter_due_asking ON matter (due, seq, tally) WHERE asks;

-- A list somebody comes back to, as the inbox's address writes it.
CREATE TABLE saved_filter (
    id       TEXT   NOT NULL PRIMARY KEY,
    staff    TEXT   NOT NULL REFERENCES staff (id),
    name     TEXT   NOT NULL,
    query    TEXT   NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (staff, name)
);

-- Who stands in for whom while they are on leave, both days included (Beijing).
CREATE TABLE deputy (
    id       TEXT   NOT NULL PRIMARY KEY,
    absent   TEXT   NOT NULL REFERENCES staff (id),
    deputy   TEXT   NOT NULL REFERENCES staff (id),
    from_day TEXT   COLLATE "C" NOT NULL,
    to_day   TEXT   COLLATE "C" NOT NULL,
    named_at BIGINT NOT NULL
);
CREATE INDEX deputy_deputy ON deputy (deputy, to_day);
CREATE INDEX deputy_absent ON deputy (absent, to_day);
