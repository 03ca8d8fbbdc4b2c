-- A search is narrowed down by one word for a place, be it a province or a village, and by the unit also
-- where there is none.
UPDATE matter_search s SET words = ts_delete(s.words, U&'\E000' || 't' || substr(m.region, 1, 9))
    || array_to_tsvector(array_remove(ARRAY[
        U&'\E000' || 'p' || substr(m.region, 1, 2),
        U&'\E000' || 'p' || substr(m.region, 1, 4),
        U&'\E000' || 'p' || substr(m.region, 1, 6),
        U&'\E000' || 'p' || substr(m.region, 1, 9),
        U&'\E000' || 'p' || m.region,
        CASE WHEN m.unit IS NULL THEN U&'\E000' || 'u' END], NULL))
    FROM matter m WHERE m.seq = s.seq;
