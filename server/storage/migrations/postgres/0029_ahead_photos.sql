-- Photos that residents' phones send before the form they belong to; their bytes are rows of field_piece. Gone with
-- them once they expire.
CREATE TABLE ahead_photo (
    form       TEXT   NOT NULL, -- made from the form's key, which itself opens a receipt and is kept nowhere
    id         TEXT   NOT NULL, -- the beginning of the digest of its bytes
    size       BIGINT NOT NULL, -- bytes as sent
    here       BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (form, id)
);

CREATE INDEX ahead_photo_expires ON ahead_photo (expires_at);
