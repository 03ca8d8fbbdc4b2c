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
    open      INTEGER NOT NULL,
    due       TEXT    NOT NULL, -- 9999-12-31: nothing
    opened_at INTEGER NOT NULL,
    version   INTEGER NOT NULL, -- number of entries
    state     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_list ON ledger (book, open, due, number);
CREATE INDEX ledger_matter ON ledger (matter) WHERE matter IS NOT NULL;
-- One wish for a reward a matter.
CREATE UNIQUE INDEX ledger_reward ON ledger (matter) WHERE book = 'reward';

CREATE TABLE ledger_entry (
    ledger   TEXT    NOT NULL REFERENCES ledger (id),
    seq      INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    happened INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    step     TEXT    NOT NULL,
    PRIMARY KEY (ledger, seq)
) STRICT, WITHOUT ROWID;

-- The last number given out in each book and Beijing year.
CREATE TABLE ledger_counter (
    book TEXT    NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (book, year)
) STRICT, WITHOUT ROWID;

-- What opens a reward: a slow hash of the claim code, and of the word the reporter chose.
CREATE TABLE reward_claim (
    ledger    TEXT NOT NULL PRIMARY KEY REFERENCES ledger (id),
    selector  TEXT NOT NULL UNIQUE,
    code_hash TEXT NOT NULL,
    word_hash TEXT
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_is_never_removed BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'ledgers are only ever appended'); END;

CREATE TRIGGER ledger_entry_is_never_changed BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledgers are only ever appended'); END;

CREATE TRIGGER ledger_entry_is_never_removed BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledgers are only ever appended'); END;

-- INSERT OR REPLACE would remove a row without asking the trigger above.
CREATE TRIGGER ledger_entry_is_never_replaced BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE ledger = NEW.ledger AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'ledgers are only ever appended'); END;

-- A word is chosen once.
CREATE TRIGGER reward_claim_keeps_its_secrets BEFORE UPDATE ON reward_claim
WHEN OLD.word_hash IS NOT NULL OR NEW.code_hash <> OLD.code_hash OR NEW.selector <> OLD.selector OR NEW.ledger <> OLD.ledger
BEGIN SELECT RAISE(ABORT, 'a claim is never changed'); END;

CREATE TRIGGER reward_claim_is_never_removed BEFORE DELETE ON reward_claim
BEGIN SELECT RAISE(ABORT, 'a claim is never changed'); END;

-- The few matters a supervision stands over (督办).
CREATE INDEX matter_supervised ON matter (due, seq) WHERE instr(state, '"supervisions":[{') > 0;
