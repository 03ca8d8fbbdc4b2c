-- Columns and menu of the site: each change is one row more, the newest holds. Without a row, what the files say.
CREATE TABLE site_columns (
    number INTEGER NOT NULL PRIMARY KEY,
    at     INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;
