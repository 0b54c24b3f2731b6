-- documents read in the browser
CREATE TABLE document (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  hash BLOB NOT NULL,
  size BIGINT NOT NULL,
  format TEXT NOT NULL,
  summary TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX document_place ON document (tenant, unit, id);
CREATE TABLE document_content (
  tenant BIGINT NOT NULL,
  hash BLOB NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (tenant, hash)
);
CREATE TABLE document_correction (
  tenant BIGINT NOT NULL,
  document BIGINT NOT NULL,
  number BIGINT NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  printed TEXT NOT NULL,
  words TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, document, number)
);
CREATE TABLE document_use (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  document BIGINT NOT NULL,
  version BIGINT NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  words TEXT NOT NULL,
  purpose TEXT NOT NULL,
  unit BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  period BIGINT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX document_use_place ON document_use (tenant, document, id);
