-- 不良反应 of residents and officers in one list: what is needed to sort them and to see that two are
-- about one product. What is told of a patient is sealed; an officer's lies in field_report.
CREATE TABLE reaction (
    id           TEXT    NOT NULL PRIMARY KEY,
    number       TEXT    NOT NULL UNIQUE,
    by_officer   BOOLEAN NOT NULL,
    region       TEXT    NOT NULL,
    received_at  BIGINT  NOT NULL,
    kind         TEXT    NOT NULL,
    product      TEXT    NOT NULL, -- as it was typed; empty where only a photo shows it
    product_key  TEXT    NOT NULL, -- the same in one spelling
    approval_key TEXT    NOT NULL,
    alarms       TEXT    NOT NULL, -- names, parted by spaces
    body_mac     BYTEA   NOT NULL, -- keyed hash of the answers; empty for an officer's
    key_id       TEXT    NOT NULL, -- seals the answers; empty for an officer's
    blob         BYTEA   NOT NULL,
    filed_at     BIGINT,
    filed_by     TEXT    NOT NULL,
    filed_note   TEXT    NOT NULL,
    destroyed_at BIGINT -- what it said of a person is gone
);
CREATE INDEX reaction_list ON reaction (received_at);
CREATE INDEX reaction_product ON reaction (product_key, received_at) WHERE product_key <> '';
CREATE INDEX reaction_approval ON reaction (approval_key, received_at) WHERE approval_key <> '';

-- Looks at one, where the site wants two persons: asked for, agreed to, used once.
CREATE TABLE reaction_look (
    id         TEXT    NOT NULL PRIMARY KEY,
    reaction   TEXT    NOT NULL REFERENCES reaction (id),
    staff      TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    asked_at   BIGINT  NOT NULL,
    granted_by TEXT    NOT NULL,
    used_at    BIGINT
);
CREATE INDEX reaction_look_of ON reaction_look (reaction);

INSERT INTO reaction (id, number, by_officer, region, received_at, kind, product, product_key, approval_key,
    alarms, body_mac, key_id, blob, filed_at, filed_by, filed_note)
SELECT id, number, TRUE, region, received_at,
    CASE WHEN summary LIKE '疫苗%' THEN 'vaccine' WHEN summary LIKE '医疗器械%' THEN 'device'
         WHEN summary LIKE '化妆品%' THEN 'cosmetic' ELSE 'drug' END,
    '', '', '', CASE WHEN urgent THEN 'severe' ELSE '' END, ''::bytea, '', ''::bytea, NULL, '', ''
FROM field_report WHERE form = 'reaction';
