-- entry
CREATE TABLE entry_draft (
  tenant BIGINT NOT NULL,
  account BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  period BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  field TEXT NOT NULL,
  text TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, account, unit, period, indicator, field)
);
CREATE TABLE published_figure (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  period BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  decimals BIGINT NOT NULL,
  value BIGINT,
  cumulative BIGINT,
  source TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  superseded_by BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX published_figure_place ON published_figure (tenant, period, unit, indicator);
