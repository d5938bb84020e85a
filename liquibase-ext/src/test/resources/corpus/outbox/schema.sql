-- Debezium's outbox table, read by logical replication.
CREATE TABLE outbox (
  id uuid NOT NULL,
  aggregatetype varchar(255) NOT NULL,
  aggregateid varchar(255) NOT NULL,
  type varchar(255) NOT NULL,
  payload jsonb,
  tracingspancontext varchar(256),
  occurred_at timestamp with time zone NOT NULL,
  CONSTRAINT outbox_pk PRIMARY KEY (id)
) WITH (autovacuum_vacuum_scale_factor = 0.01, fillfactor = 100);
CREATE INDEX outbox_occurred_at ON outbox (occurred_at);
ALTER TABLE outbox REPLICA IDENTITY FULL;
CREATE PUBLICATION dbz_publication FOR TABLE outbox WITH (publish = 'insert', publish_via_partition_root = true);
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO :"app";
