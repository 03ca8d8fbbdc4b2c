-- Papers of the townships' contest: only how many.
CREATE TABLE contest_sum (
    year   INTEGER NOT NULL,
    region TEXT NOT NULL,
    papers INTEGER NOT NULL,
    PRIMARY KEY (year, region)
) STRICT, WITHOUT ROWID;

-- Papers that were counted, by a keyed hash of their own random number, so that none counts twice.
CREATE TABLE contest_paper (
    mac BLOB NOT NULL PRIMARY KEY,
    day TEXT NOT NULL
) STRICT, WITHOUT ROWID;
