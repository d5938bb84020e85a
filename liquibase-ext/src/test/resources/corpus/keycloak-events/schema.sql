-- As Keycloak 26 has it.
CREATE TABLE event_entity (
  id character varying(36) NOT NULL,
  client_id character varying(255),
  details_json character varying(2550),
  error character varying(255),
  ip_address character varying(255),
  realm_id character varying(255),
  session_id character varying(255),
  event_time bigint,
  type character varying(255),
  user_id character varying(255),
  details_json_long_value text,
  CONSTRAINT constraint_4 PRIMARY KEY (id)
);
CREATE INDEX idx_event_time ON event_entity USING btree (realm_id, event_time);
CREATE INDEX idx_event_entity_user_id_type ON event_entity USING btree (user_id, type, event_time);
GRANT ALL ON event_entity TO :"app";
