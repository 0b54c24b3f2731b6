ALTER TABLE scheme ADD COLUMN hash TEXT;
ALTER TABLE scheme ADD COLUMN reason TEXT;
CREATE TABLE scheme_draft (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  cycle BIGINT NOT NULL,
  source TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX scheme_draft_place ON scheme_draft (tenant, cycle);
CREATE TABLE cycle_step (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  cycle BIGINT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX cycle_step_place ON cycle_step (tenant, cycle);
CREATE TABLE target_request (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  cycle BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  kind TEXT NOT NULL,
  stood TEXT NOT NULL,
  bound TEXT NOT NULL,
  reason TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  decision TEXT,
  answer TEXT,
  decided_by BIGINT,
  decided_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX target_request_place ON target_request (tenant, cycle, unit, indicator);
CREATE TABLE schedule_curve (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  cycle BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  shares TEXT NOT NULL,
  reason TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  superseded_by BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX schedule_curve_place ON schedule_curve (tenant, cycle, indicator);
