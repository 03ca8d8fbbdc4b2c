-- What the nightly look through the site found, a row a day.
CREATE TABLE site_check (
    day    TEXT    NOT NULL PRIMARY KEY,
    at     BIGINT NOT NULL,
    report TEXT    NOT NULL
);

-- Links somebody said are all right.
CREATE TABLE link_pass (
    target TEXT    NOT NULL PRIMARY KEY,
    reason TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    at     BIGINT NOT NULL
);
