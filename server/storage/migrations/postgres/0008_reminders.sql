-- What of `state` lists of days are found by: who handles the matter, whether testing or the like
-- stops its limits, the nearest day another master (12345) set.
ALTER TABLE matter ADD COLUMN held_by TEXT;
ALTER TABLE matter ADD COLUMN stands_still BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE matter ADD COLUMN ordered_until TEXT COLLATE "C";
UPDATE matter SET
    held_by = state::jsonb #>> '{office,handler,id}',
    stands_still = open AND EXISTS (
        SELECT 1 FROM jsonb_array_elements(COALESCE(state::jsonb #> '{history,pauses}', '[]')) p
        WHERE p -> 'to' = 'null'),
    ordered_until = (
        SELECT MIN(o ->> 'due') FROM jsonb_array_elements(COALESCE(state::jsonb #> '{history,orders}', '[]')) o);
CREATE INDEX matter_due_of_handler ON matter (held_by, due, seq, tally) WHERE held_by IS NOT NULL;
CREATE INDEX matter_standing_still ON matter (due, seq, tally) WHERE stands_still;
CREATE INDEX matter_ordered ON matter (ordered_until, seq, tally) WHERE ordered_until IS NOT NULL;

-- Said once for each limit, day and number of working days before it. `staff` is empty where the
-- whole unit is reminded.
CREATE TABLE reminder (
    id      TEXT   NOT NULL PRIMARY KEY,
    matter  TEXT   NOT NULL REFERENCES matter (id),
    clock   TEXT   NOT NULL,
    due     TEXT   COLLATE "C" NOT NULL,
    days    BIGINT NOT NULL,
    unit    TEXT   NOT NULL, -- empty: whoever gives matters to units
    staff   TEXT   NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT,
    UNIQUE (matter, clock, due, days, staff)
);
CREATE INDEX reminder_of_staff ON reminder (staff, due, id) WHERE seen_at IS NULL;
CREATE INDEX reminder_of_unit ON reminder (unit, staff, due, id) WHERE seen_at IS NULL;

-- What somebody should look at again; made from events, kept for lists.
CREATE TABLE quality_flag (
    matter   TEXT   NOT NULL REFERENCES matter (id),
    mark     TEXT   NOT NULL,
    detail   TEXT   NOT NULL,
    unit     TEXT   NOT NULL,
    found_at BIGINT NOT NULL,
    PRIMARY KEY (matter, mark)
);
CREATE INDEX quality_flag_newest ON quality_flag (mark, found_at, matter);
CREATE INDEX quality_flag_of_unit ON quality_flag (unit, mark, found_at, matter);

-- How far, and by which calendar, what is derived was reckoned.
CREATE TABLE reckoning (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
