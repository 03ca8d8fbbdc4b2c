-- A search is narrowed down by one word for a place, be it a province or a village, and by the unit also
-- where there is none. Which column a word stands in and where is never asked, so the index keeps neither:
-- it is half as long and read twice as fast.
CREATE VIRTUAL TABLE matter_search_by_place USING fts5 (
    words,
    facets,
    prefix = '1 2 3',
    detail = 'none',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co'"
);
INSERT INTO matter_search_by_place (rowid, words, facets)
    SELECT s.rowid, s.words,
        replace(s.facets, char(57344) || 't' || substr(m.region, 1, 9),
            char(57344) || 'p' || substr(m.region, 1, 2) || ' ' || char(57344) || 'p' || substr(m.region, 1, 4)
            || ' ' || char(57344) || 'p' || substr(m.region, 1, 6) || ' ' || char(57344) || 'p' || substr(m.region, 1, 9)
            || ' ' || char(57344) || 'p' || m.region)
        || CASE WHEN m.unit IS NULL THEN ' ' || char(57344) || 'u' ELSE '' END
    FROM matter_search s JOIN matter m ON m.seq = s.rowid;
DROP TABLE matter_search;
ALTER TABLE matter_search_by_place RENAME TO matter_search;
