-- The last document number given out, for each series (agency's and form's word) and Beijing year.
-- Counted in the transaction that keeps the letter, so that no number is left out.
CREATE TABLE letter_counter (
    series TEXT   NOT NULL,
    year   BIGINT NOT NULL,
    last   BIGINT NOT NULL,
    PRIMARY KEY (series, year)
);

-- Letters as they were issued. `content` has marks where an identity belongs; the identity itself
-- lies sealed beside it.
CREATE TABLE letter (
    id        TEXT   NOT NULL PRIMARY KEY,
    matter    TEXT   NOT NULL REFERENCES matter (id),
    number    TEXT   NOT NULL UNIQUE,
    series    TEXT   NOT NULL,
    year      BIGINT NOT NULL,
    ordinal   BIGINT NOT NULL,
    form      TEXT   NOT NULL,
    version   TEXT   NOT NULL, -- day of the template's text
    audience  TEXT   NOT NULL,
    unit      TEXT   NOT NULL,
    author    TEXT   NOT NULL,
    signed    TEXT   NOT NULL, -- the author's name as it was
    issued_at BIGINT NOT NULL,
    typed     TEXT   NOT NULL,
    content   TEXT   NOT NULL,
    sha256    TEXT   NOT NULL,
    UNIQUE (series, year, ordinal)
);
CREATE INDEX letter_matter ON letter (matter, issued_at);

CREATE FUNCTION refuse_changed_letters() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'letters are only ever added'; END $$;

CREATE TRIGGER letter_is_never_changed BEFORE UPDATE OR DELETE ON letter
FOR EACH ROW EXECUTE FUNCTION refuse_changed_letters();

CREATE TRIGGER letter_is_never_emptied BEFORE TRUNCATE ON letter
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_letters();

-- Sealed again under a new key when keys are rotated, so it may be changed, but never removed.
CREATE TABLE letter_identity (
    letter TEXT  NOT NULL PRIMARY KEY REFERENCES letter (id),
    key_id TEXT  NOT NULL,
    blob   BYTEA NOT NULL
);

CREATE TRIGGER letter_identity_is_never_removed BEFORE DELETE ON letter_identity
FOR EACH ROW EXECUTE FUNCTION refuse_changed_letters();

CREATE TRIGGER letter_identity_is_never_emptied BEFORE TRUNCATE ON letter_identity
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_letters();
