-- What comes first in searches: each change is one row more, the newest holds. Without a row, what the file says.
CREATE TABLE best_bets (
    number INTEGER NOT NULL PRIMARY KEY,
    at     INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;
