-- Readings of sensors: no primary key, the time runs with the heap.
CREATE UNLOGGED TABLE scratch (n integer);
CREATE TABLE sensor (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE reading (
  sensor_id integer NOT NULL,
  measured_at timestamp with time zone NOT NULL,
  value double precision,
  quality smallint NOT NULL DEFAULT 100,
  raw bytea
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05, toast_tuple_target = 256);
ALTER TABLE reading ALTER COLUMN raw SET STORAGE EXTERNAL;
CREATE INDEX reading_measured_at_brin ON reading USING brin (measured_at) WITH (pages_per_range = 4, autosummarize = on);
CREATE INDEX reading_sensor ON reading USING btree (sensor_id, measured_at DESC);
CREATE INDEX reading_bad ON reading (measured_at) WHERE quality < 50;
CREATE VIEW last_reading AS SELECT DISTINCT ON (sensor_id) sensor_id, measured_at, value FROM reading ORDER BY sensor_id, measured_at DESC;
GRANT SELECT, INSERT, DELETE ON reading, sensor TO :"app";
GRANT SELECT ON last_reading TO :"app", :"grafana";
