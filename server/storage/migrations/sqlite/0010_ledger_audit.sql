-- The row of a ledger's entry names it by `ledger` and `entry`, as the row of an event does by `matter`
-- and `event`. Entries that are there are chained by the program right after this step.
ALTER TABLE audit ADD COLUMN ledger TEXT;
ALTER TABLE audit ADD COLUMN entry INTEGER;
CREATE UNIQUE INDEX audit_entry ON audit (ledger, entry) WHERE ledger IS NOT NULL;

-- INSERT OR REPLACE would remove a row without asking the other triggers.
CREATE TRIGGER audit_entry_is_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE ledger = NEW.ledger AND entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever appended'); END;
