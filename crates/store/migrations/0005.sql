-- review, evidence and what is owed
CREATE TABLE evidence_file (
  tenant BIGINT NOT NULL,
  hash BLOB NOT NULL,
  size BIGINT NOT NULL,
  media TEXT NOT NULL,
  pieces BIGINT NOT NULL,
  state TEXT NOT NULL,
  said TEXT NOT NULL,
  checked_at BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, hash)
);
CREATE TABLE evidence_piece (
  tenant BIGINT NOT NULL,
  hash BLOB NOT NULL,
  place BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (tenant, hash, place)
);
CREATE TABLE evidence (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  period BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  hash BLOB NOT NULL,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by BIGINT,
  withdrawn_reason TEXT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX evidence_place ON evidence (tenant, period, unit, indicator);
CREATE INDEX evidence_unit ON evidence (tenant, unit, hash);
CREATE TABLE submission_step (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  period BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  action TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  reason TEXT NOT NULL,
  late BIGINT NOT NULL,
  fact BIGINT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX submission_step_place ON submission_step (tenant, period, unit);
CREATE INDEX submission_step_author ON submission_step (tenant, author, id);
CREATE TABLE submission_look (
  tenant BIGINT NOT NULL,
  period BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, period, unit)
);
CREATE TABLE reminder_address (
  tenant BIGINT NOT NULL,
  account BIGINT NOT NULL,
  mail TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, account)
);
CREATE TABLE reminder (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  account BIGINT NOT NULL,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  tries BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  said TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX reminder_once ON reminder (tenant, day, account, channel);
CREATE INDEX reminder_waiting ON reminder (tenant, state, next_at);
