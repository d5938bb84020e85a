-- The event store of Axon Framework: a global index, and a sequence in each aggregate.
CREATE SEQUENCE domain_event_entry_seq START WITH 1 INCREMENT BY 50;
CREATE TABLE domain_event_entry (
  global_index bigint NOT NULL,
  aggregate_identifier varchar(255) NOT NULL,
  sequence_number bigint NOT NULL,
  event_identifier varchar(255) NOT NULL,
  meta_data oid,
  payload bytea NOT NULL,
  payload_revision varchar(255),
  payload_type varchar(255) NOT NULL,
  time_stamp varchar(255) NOT NULL,
  type varchar(255),
  PRIMARY KEY (global_index),
  CONSTRAINT uk_aggregate_sequence UNIQUE (aggregate_identifier, sequence_number)
);
GRANT SELECT, INSERT ON domain_event_entry TO :"app";
GRANT USAGE ON SEQUENCE domain_event_entry_seq TO :"app";
