-- A flag knows the township of its matter, so that lists and counts of flags read no matters: with a hundred thousand
-- of them a page took a second. A matter that moves is looked at anew like any change of it.
ALTER TABLE quality_flag ADD COLUMN town TEXT NOT NULL DEFAULT '';
UPDATE quality_flag SET town = (SELECT t.town FROM matter m JOIN tally t ON t.id = m.tally WHERE m.id = quality_flag.matter);
DROP INDEX quality_flag_newest;
DROP INDEX quality_flag_of_unit;
CREATE INDEX quality_flag_newest ON quality_flag (found_at DESC, matter, mark, town, unit);
CREATE INDEX quality_flag_of_mark ON quality_flag (mark, found_at DESC, matter, town, unit);
CREATE INDEX quality_flag_of_unit ON quality_flag (unit, found_at DESC, matter, mark, town);
CREATE INDEX quality_flag_counted ON quality_flag (mark, unit, town, found_at);
