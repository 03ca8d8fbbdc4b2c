-- What comes first in searches: each change is one row more, the newest holds. Without a row, what the file says.
CREATE TABLE best_bets (
    number BIGINT NOT NULL PRIMARY KEY,
    at     BIGINT NOT NULL,
    body   TEXT NOT NULL
);
