-- A flag knows the township of its matter, so that lists and counts of flags read no matters: with a hundred thousand
-- of them a page took a second. A matter that moves is looked at anew like any change of it.
ALTER TABLE quality_flag ADD COLUMN town TEXT NOT NULL DEFAULT '';
UPDATE quality_flag SET town = (SELECT t.town FROM matter m JOIN tally t ON t.id = m.tally WHERE m.id = quality_flag.matter);
DROP INDEX quality_flag_newest;
DROP INDEX quality_flag_of_unit;
CREATE INDEX quality_flag_newest ON quality_flag (found_at DESC, matter, mark, town, unit);
CREATE INDEX quality_flag_of_mark ON quality_flag (mark, found_at DESC, matter, town, unit);
CREATE INDEX quality_flag_of_unit ON quality_flag (unit, found_at DESC, matter, mark, town);

-- How many flags of a mark a unit has in a township, so that no list counts them one by one.
CREATE TABLE flag_tally (
    mark TEXT    NOT NULL,
    unit TEXT    NOT NULL,
    town TEXT    NOT NULL,
    n    BIGINT  NOT NULL,
    PRIMARY KEY (mark, unit, town)
);
INSERT INTO flag_tally (mark, unit, town, n) SELECT mark, unit, town, COUNT(*) FROM quality_flag GROUP BY mark, unit, town;

CREATE FUNCTION count_quality_flag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE flag_tally SET n = n - 1 WHERE mark = OLD.mark AND unit = OLD.unit AND town = OLD.town;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO flag_tally (mark, unit, town, n) VALUES (NEW.mark, NEW.unit, NEW.town, 1)
        ON CONFLICT (mark, unit, town) DO UPDATE SET n = flag_tally.n + 1;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER quality_flag_is_counted AFTER INSERT OR DELETE OR UPDATE OF unit, town ON quality_flag
FOR EACH ROW EXECUTE FUNCTION count_quality_flag();
