-- figures of documents that may be taken into reports, each resolved to its place in the form
CREATE TABLE document_offer (
  tenant BIGINT NOT NULL,
  document BIGINT NOT NULL,
  version BIGINT NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  period BIGINT NOT NULL,
  cumulative BIGINT NOT NULL,
  words TEXT NOT NULL,
  context TEXT NOT NULL,
  PRIMARY KEY (tenant, document, version, start_at, indicator)
);
CREATE INDEX document_offer_place ON document_offer (tenant, unit, period, document);
