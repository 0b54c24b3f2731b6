-- organisation and people
DROP INDEX unit_name;
CREATE TABLE unit_version (
  tenant BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  full_name TEXT NOT NULL,
  credit_code TEXT,
  organisation_code TEXT,
  region_code TEXT,
  kind TEXT NOT NULL,
  class TEXT NOT NULL,
  sort BIGINT NOT NULL,
  withdrawn BIGINT NOT NULL,
  reason TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, unit, from_day, id)
);
CREATE TABLE hierarchy (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX hierarchy_name ON hierarchy (tenant, name);
CREATE TABLE membership (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  hierarchy BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  parent BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  until_day BIGINT,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  superseded_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX membership_place ON membership (tenant, hierarchy, unit);
CREATE TABLE reorganisation (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  day BIGINT NOT NULL,
  title TEXT NOT NULL,
  basis TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE TABLE reorganised_unit (
  tenant BIGINT NOT NULL,
  reorganisation BIGINT NOT NULL,
  side TEXT NOT NULL,
  unit BIGINT NOT NULL,
  PRIMARY KEY (tenant, reorganisation, side, unit)
);
CREATE TABLE invitation (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  code_hash BLOB NOT NULL,
  account BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  withdrawn_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX invitation_code ON invitation (tenant, code_hash);
CREATE INDEX invitation_account ON invitation (tenant, account);
CREATE TABLE proposed_grant (
  tenant BIGINT NOT NULL,
  account BIGINT NOT NULL,
  role TEXT NOT NULL,
  unit BIGINT NOT NULL,
  at BIGINT NOT NULL,
  author BIGINT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (tenant, account, role, unit)
);
CREATE TABLE second_factor (
  tenant BIGINT NOT NULL,
  account BIGINT NOT NULL,
  secret BLOB NOT NULL,
  set_at BIGINT NOT NULL,
  last_step BIGINT NOT NULL,
  PRIMARY KEY (tenant, account)
);
CREATE TABLE recovery_code (
  tenant BIGINT NOT NULL,
  account BIGINT NOT NULL,
  code_hash BLOB NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (tenant, account, code_hash)
);
CREATE TABLE former_password (
  tenant BIGINT NOT NULL,
  account BIGINT NOT NULL,
  at BIGINT NOT NULL,
  password_hash TEXT NOT NULL,
  PRIMARY KEY (tenant, account, at)
);
ALTER TABLE session ADD COLUMN passed BIGINT NOT NULL DEFAULT 1;
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';
