-- What Django creates for AutoField, ForeignKey, SlugField and unique_together, and reporting views by hand.
CREATE TABLE auth_user (id serial NOT NULL PRIMARY KEY, username varchar(150) NOT NULL UNIQUE);
CREATE TABLE shop_event (
  id serial NOT NULL PRIMARY KEY,
  created timestamp with time zone NOT NULL,
  kind varchar(50) NOT NULL,
  seen boolean NOT NULL,
  payload jsonb NOT NULL,
  amount integer NOT NULL CHECK (amount >= 0),
  user_id integer NOT NULL
);
ALTER TABLE shop_event ADD CONSTRAINT shop_event_user_id_kind_created_8a5a5a3c_uniq UNIQUE (user_id, kind, created);
ALTER TABLE shop_event ADD CONSTRAINT shop_event_user_id_5f2d9d84_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX shop_event_created_0f1b ON shop_event (created);
CREATE INDEX shop_event_kind_6d5e6ee7 ON shop_event (kind);
CREATE INDEX shop_event_kind_6d5e6ee7_like ON shop_event (kind varchar_pattern_ops);
CREATE INDEX shop_event_user_id_5f2d9d84 ON shop_event (user_id);
CREATE INDEX shop_event_unseen ON shop_event (user_id, created DESC) WHERE NOT seen;
CREATE VIEW report_daily AS
  SELECT (created AT TIME ZONE 'UTC')::date AS day, kind, count(*) AS n, sum(amount) AS amount FROM shop_event GROUP BY 1, 2;
CREATE VIEW report_monthly WITH (security_barrier) AS
  SELECT date_trunc('month', day)::date AS month, sum(n) AS n, sum(amount) AS amount FROM report_daily GROUP BY 1;
CREATE VIEW unseen AS SELECT id, created, user_id, seen FROM shop_event WHERE NOT seen WITH LOCAL CHECK OPTION;
COMMENT ON VIEW report_daily IS 'for the dashboard';
COMMENT ON TABLE shop_event IS 'events of the shop';
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_user, shop_event, unseen TO :"app";
GRANT USAGE, SELECT ON SEQUENCE auth_user_id_seq, shop_event_id_seq TO :"app";
GRANT SELECT ON report_daily, report_monthly TO :"app", :"dashboard";
