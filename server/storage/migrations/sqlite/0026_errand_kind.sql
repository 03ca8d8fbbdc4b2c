-- What officers are asked to do has a kind; a broadcast is one of them.
ALTER TABLE field_errand ADD COLUMN kind TEXT NOT NULL DEFAULT 'other';
UPDATE field_errand SET kind = 'notice' WHERE broadcast = 1;
ALTER TABLE field_errand DROP COLUMN broadcast;
