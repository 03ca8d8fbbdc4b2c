-- What the nightly look through the site found, a row a day.
CREATE TABLE site_check (
    day    TEXT    NOT NULL PRIMARY KEY,
    at     INTEGER NOT NULL,
    report TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Links somebody said are all right.
CREATE TABLE link_pass (
    target TEXT    NOT NULL PRIMARY KEY,
    reason TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
