-- Columns and menu of the site: each change is one row more, the newest holds. Without a row, what the files say.
CREATE TABLE site_columns (
    number BIGINT NOT NULL PRIMARY KEY,
    at     BIGINT NOT NULL,
    body   TEXT NOT NULL
);
