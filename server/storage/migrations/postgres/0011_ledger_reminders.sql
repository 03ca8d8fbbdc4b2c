-- Reminders are made of ledgers' records too: of a matter or of a record, never of both.
ALTER TABLE ledger ALTER COLUMN due TYPE TEXT COLLATE "C";
ALTER TABLE reminder ALTER COLUMN matter DROP NOT NULL;
ALTER TABLE reminder ADD COLUMN ledger TEXT REFERENCES ledger (id);
ALTER TABLE reminder ADD CHECK ((matter IS NULL) <> (ledger IS NULL));
ALTER TABLE reminder ADD UNIQUE (ledger, clock, due, days, staff);
