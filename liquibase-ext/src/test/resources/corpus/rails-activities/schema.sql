-- What Rails creates: t.references polymorphic, t.timestamps without a zone, jsonb; and PaperTrail's habits.
CREATE TABLE users (id bigserial PRIMARY KEY, name character varying);
CREATE TABLE activities (
  id bigserial PRIMARY KEY,
  trackable_type character varying NOT NULL,
  trackable_id bigint NOT NULL,
  owner_id bigint,
  key character varying,
  parameters jsonb DEFAULT '{}'::jsonb NOT NULL,
  created_at timestamp(6) without time zone NOT NULL,
  updated_at timestamp(6) without time zone NOT NULL,
  discarded_at timestamp(6) without time zone
);
CREATE INDEX index_activities_on_trackable ON activities USING btree (trackable_type, trackable_id);
CREATE INDEX index_activities_on_owner_id ON activities USING btree (owner_id);
CREATE INDEX index_activities_on_created_at ON activities USING btree (created_at);
CREATE INDEX index_activities_on_kept ON activities USING btree (owner_id, created_at DESC) INCLUDE (key) WHERE (discarded_at IS NULL);
CREATE INDEX index_activities_on_lower_key ON activities USING btree (lower((key)::text));
ALTER TABLE ONLY activities ADD CONSTRAINT fk_rails_7e11bb717f FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE SET NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON users, activities TO :"app";
GRANT USAGE ON SEQUENCE users_id_seq, activities_id_seq TO :"app";
