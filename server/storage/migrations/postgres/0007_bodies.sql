-- Ledgers beside the matters: transfers, risks, tasks, minutes, rewards. One row a record, its state
-- read off its entries; `unit` is empty for a reward, which is its matter's unit's business.
CREATE TABLE ledger (
    id        TEXT    NOT NULL PRIMARY KEY,
    book      TEXT    NOT NULL,
    number    TEXT    NOT NULL UNIQUE,
    matter    TEXT    REFERENCES matter (id),
    region    TEXT    NOT NULL,
    unit      TEXT,
    also      TEXT,             -- a second unit that sees it
    sort      TEXT    NOT NULL,
    open      BOOLEAN NOT NULL,
    due       TEXT    NOT NULL, -- 9999-12-31: nothing
    opened_at BIGINT NOT NULL,
    version   BIGINT NOT NULL, -- number of entries
    state     TEXT    NOT NULL
);
CREATE INDEX ledger_list ON ledger (book, open, due, number);
CREATE INDEX ledger_matter ON ledger (matter) WHERE matter IS NOT NULL;
-- One wish for a reward a matter.
CREATE UNIQUE INDEX ledger_reward ON ledger (matter) WHERE book = 'reward';

CREATE TABLE ledger_entry (
    ledger   TEXT    NOT NULL REFERENCES ledger (id),
    seq      BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    happened BIGINT NOT NULL,
    actor    TEXT    NOT NULL,
    step     TEXT    NOT NULL,
    PRIMARY KEY (ledger, seq)
);

-- The last number given out in each book and Beijing year.
CREATE TABLE ledger_counter (
    book TEXT    NOT NULL,
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (book, year)
);

-- What opens a reward: a slow hash of the claim code, and of the word the reporter chose.
CREATE TABLE reward_claim (
    ledger    TEXT NOT NULL PRIMARY KEY REFERENCES ledger (id),
    selector  TEXT NOT NULL UNIQUE,
    code_hash TEXT NOT NULL,
    word_hash TEXT
);

CREATE FUNCTION refuse_changed_ledger() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'ledgers are only ever appended'; END $$;

CREATE FUNCTION refuse_changed_claim() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.word_hash IS NOT NULL OR NEW.code_hash <> OLD.code_hash
        OR NEW.selector <> OLD.selector OR NEW.ledger <> OLD.ledger THEN
        RAISE EXCEPTION 'a claim is never changed';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_is_never_removed BEFORE DELETE ON ledger
FOR EACH ROW EXECUTE FUNCTION refuse_changed_ledger();

CREATE TRIGGER ledger_is_never_emptied BEFORE TRUNCATE ON ledger
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_ledger();

CREATE TRIGGER ledger_entry_is_never_changed BEFORE UPDATE OR DELETE ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION refuse_changed_ledger();

CREATE TRIGGER ledger_entry_is_never_emptied BEFORE TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_ledger();

-- A word is chosen once.
CREATE TRIGGER reward_claim_keeps_its_secrets BEFORE UPDATE OR DELETE ON reward_claim
FOR EACH ROW EXECUTE FUNCTION refuse_changed_claim();

CREATE TRIGGER reward_claim_is_never_emptied BEFORE TRUNCATE ON reward_claim
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changed_claim();

-- The few matters a supervision stands over (督办).
CREATE INDEX matter_supervised ON matter (due, seq) WHERE strpos(state, '"supervisions":[{') > 0;
