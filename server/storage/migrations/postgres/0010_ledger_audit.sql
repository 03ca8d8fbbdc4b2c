-- The row of a ledger's entry names it by `ledger` and `entry`, as the row of an event does by `matter`
-- and `event`. Entries that are there are chained by the program right after this step.
ALTER TABLE audit ADD COLUMN ledger TEXT;
ALTER TABLE audit ADD COLUMN entry BIGINT;
CREATE UNIQUE INDEX audit_entry ON audit (ledger, entry) WHERE ledger IS NOT NULL;
