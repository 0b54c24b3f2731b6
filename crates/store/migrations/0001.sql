CREATE TABLE tenant (
  tenant BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE TABLE head (
  tenant BIGINT NOT NULL PRIMARY KEY,
  turn BIGINT NOT NULL,
  next_id BIGINT NOT NULL,
  fact_seq BIGINT NOT NULL,
  submission_seq BIGINT NOT NULL,
  people_seq BIGINT NOT NULL,
  plan_seq BIGINT NOT NULL,
  audit_seq BIGINT NOT NULL,
  audit_hash BLOB NOT NULL
);
CREATE TABLE account (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  display_name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  password_at BIGINT NOT NULL,
  must_change BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  closed_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX account_name ON account (tenant, name);
CREATE TABLE account_grant (
  tenant BIGINT NOT NULL,
  account BIGINT NOT NULL,
  role TEXT NOT NULL,
  unit BIGINT NOT NULL,
  granted_at BIGINT NOT NULL,
  granted_by BIGINT NOT NULL,
  PRIMARY KEY (tenant, account, role, unit)
);
CREATE TABLE session (
  tenant BIGINT NOT NULL,
  token_hash BLOB NOT NULL,
  account BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, token_hash)
);
CREATE TABLE unit (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  full_name TEXT NOT NULL,
  credit_code TEXT,
  region_code TEXT,
  kind TEXT NOT NULL,
  class TEXT NOT NULL,
  sort BIGINT NOT NULL,
  closed_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX unit_name ON unit (tenant, name);
CREATE TABLE indicator (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  sort BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX indicator_name ON indicator (tenant, name);
CREATE TABLE cycle (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  year BIGINT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE TABLE scheme (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  cycle BIGINT NOT NULL,
  version BIGINT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  published_at BIGINT,
  author BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX scheme_version ON scheme (tenant, cycle, version);
CREATE TABLE target (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  cycle BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  kind TEXT NOT NULL,
  bound TEXT NOT NULL,
  points TEXT,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  superseded_by BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX target_place ON target (tenant, cycle, unit, indicator);
CREATE TABLE fact (
  tenant BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  period BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  decimals BIGINT NOT NULL,
  value BIGINT,
  cumulative BIGINT,
  self_score BIGINT,
  narrative TEXT NOT NULL,
  explanation TEXT NOT NULL,
  source TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  supersedes BIGINT NOT NULL,
  PRIMARY KEY (tenant, seq)
);
CREATE TABLE figure (
  tenant BIGINT NOT NULL,
  period BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  decimals BIGINT NOT NULL,
  value BIGINT,
  cumulative BIGINT,
  self_score BIGINT,
  narrative TEXT NOT NULL,
  explanation TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, period, unit, indicator)
);
CREATE TABLE submission (
  tenant BIGINT NOT NULL,
  period BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  id BIGINT NOT NULL,
  state TEXT NOT NULL,
  submitted_by BIGINT,
  reopening TEXT,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, period, unit)
);
CREATE TABLE review (
  tenant BIGINT NOT NULL,
  period BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  seq BIGINT NOT NULL,
  PRIMARY KEY (tenant, period, unit, indicator)
);
CREATE TABLE remark (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  period BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  step TEXT NOT NULL,
  text TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX remark_place ON remark (tenant, period, unit, indicator);
CREATE TABLE judgement (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  cycle BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  line TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  superseded_by BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX judgement_place ON judgement (tenant, cycle, unit);
CREATE TABLE event (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  cycle BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  kind TEXT NOT NULL,
  matter TEXT NOT NULL,
  fields TEXT NOT NULL,
  source TEXT NOT NULL,
  day BIGINT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX event_place ON event (tenant, cycle, unit);
CREATE TABLE setting (
  tenant BIGINT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (tenant, name)
);
CREATE TABLE audit (
  tenant BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  account BIGINT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (tenant, seq)
);
