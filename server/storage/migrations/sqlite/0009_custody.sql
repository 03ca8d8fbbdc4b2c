-- Finds a reporter's matters by the keyed hash of the phone number; without the key file it finds nothing.
CREATE TABLE phone_index (
    matter TEXT NOT NULL PRIMARY KEY REFERENCES matter (id),
    mac    BLOB  NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_index_mac ON phone_index (mac);
