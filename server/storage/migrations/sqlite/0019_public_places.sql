-- What residents are shown of the ledger of outlets: only what the bureau chose, with what it checked and
-- when. And the points that take old medicine back.
ALTER TABLE field_outlet ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE field_outlet ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
ALTER TABLE field_outlet ADD COLUMN checked_on TEXT;
ALTER TABLE field_outlet ADD COLUMN checked TEXT NOT NULL DEFAULT ''; -- keys, a comma between them
CREATE INDEX field_outlet_shown ON field_outlet (region, name) WHERE shown;

CREATE TABLE take_back_point (
    id         TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    region     TEXT    NOT NULL, -- a village, or the township it serves
    address    TEXT    NOT NULL,
    receiver   TEXT    NOT NULL, -- who takes it in
    phone      TEXT    NOT NULL,
    days       TEXT    NOT NULL, -- 1 Monday to 7 Sunday: 12345
    hours      TEXT    NOT NULL, -- 08:30-11:30 14:30-17:30
    holidays   INTEGER NOT NULL, -- open on public holidays too
    note       TEXT    NOT NULL,
    updated_at INTEGER NOT NULL,
    closed     INTEGER NOT NULL
) STRICT;
CREATE INDEX take_back_point_region ON take_back_point (region, name);
