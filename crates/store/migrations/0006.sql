-- tokens, imports and running
ALTER TABLE head ADD COLUMN audit_digest BIGINT NOT NULL DEFAULT 0;
CREATE TABLE token (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL,
  account BIGINT NOT NULL,
  writes BIGINT NOT NULL,
  roles TEXT NOT NULL,
  units TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX token_secret ON token (tenant, token_hash);
CREATE INDEX token_account ON token (tenant, account);
