-- Papers of the townships' contest: only how many.
CREATE TABLE contest_sum (
    year   BIGINT NOT NULL,
    region TEXT NOT NULL,
    papers BIGINT NOT NULL,
    PRIMARY KEY (year, region)
);

-- Papers that were counted, by a keyed hash of their own random number, so that none counts twice.
CREATE TABLE contest_paper (
    mac BYTEA NOT NULL PRIMARY KEY,
    day TEXT NOT NULL
);
