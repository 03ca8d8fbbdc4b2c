-- The last document number given out, for each series (agency's and form's word) and Beijing year.
-- Counted in the transaction that keeps the letter, so that no number is left out.
CREATE TABLE letter_counter (
    series TEXT    NOT NULL,
    year   INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;

-- Letters as they were issued. `content` has marks where an identity belongs; the identity itself
-- lies sealed beside it.
CREATE TABLE letter (
    id        TEXT    NOT NULL PRIMARY KEY,
    matter    TEXT    NOT NULL REFERENCES matter (id),
    number    TEXT    NOT NULL UNIQUE,
    series    TEXT    NOT NULL,
    year      INTEGER NOT NULL,
    ordinal   INTEGER NOT NULL,
    form      TEXT    NOT NULL,
    version   TEXT    NOT NULL, -- day of the template's text
    audience  TEXT    NOT NULL,
    unit      TEXT    NOT NULL,
    author    TEXT    NOT NULL,
    signed    TEXT    NOT NULL, -- the author's name as it was
    issued_at INTEGER NOT NULL,
    typed     TEXT    NOT NULL,
    content   TEXT    NOT NULL,
    sha256    TEXT    NOT NULL,
    UNIQUE (series, year, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_matter ON letter (matter, issued_at);

CREATE TRIGGER letter_is_never_changed BEFORE UPDATE ON letter
BEGIN SELECT RAISE(ABORT, 'letters are only ever added'); END;

CREATE TRIGGER letter_is_never_removed BEFORE DELETE ON letter
BEGIN SELECT RAISE(ABORT, 'letters are only ever added'); END;

-- INSERT OR REPLACE would remove a row without asking the trigger above.
CREATE TRIGGER letter_is_never_replaced BEFORE INSERT ON letter
WHEN EXISTS (SELECT 1 FROM letter WHERE id = NEW.id OR number = NEW.number
             OR (series = NEW.series AND year = NEW.year AND ordinal = NEW.ordinal))
BEGIN SELECT RAISE(ABORT, 'letters are only ever added'); END;

-- Sealed again under a new key when keys are rotated, so it may be changed, but never removed.
CREATE TABLE letter_identity (
    letter TEXT NOT NULL PRIMARY KEY REFERENCES letter (id),
    key_id TEXT NOT NULL,
    blob   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER letter_identity_is_never_removed BEFORE DELETE ON letter_identity
BEGIN SELECT RAISE(ABORT, 'letters are only ever added'); END;
