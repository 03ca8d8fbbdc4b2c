-- The address a text that residents see gets with its next signing; nobody else may take it meanwhile.
ALTER TABLE item ADD COLUMN wanted TEXT;
