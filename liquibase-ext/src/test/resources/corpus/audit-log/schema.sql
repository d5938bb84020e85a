-- The audit trigger of the PostgreSQL wiki, grown up: one schema, append-only, each tenant sees its own.
CREATE SCHEMA audit;
CREATE TABLE account (id integer PRIMARY KEY, tenant_id integer NOT NULL, name text, balance numeric(12,2) NOT NULL);
CREATE TABLE audit.logged_actions (
  event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id integer NOT NULL,
  schema_name text NOT NULL,
  table_name text NOT NULL,
  session_user_name text,
  action_tstamp timestamp with time zone NOT NULL DEFAULT now(),
  action text NOT NULL CHECK (action IN ('I', 'D', 'U', 'T')),
  row_data jsonb,
  changed_fields jsonb,
  statement_only boolean NOT NULL DEFAULT false
);
CREATE INDEX logged_actions_action_tstamp_idx ON audit.logged_actions (action_tstamp);
CREATE INDEX logged_actions_action_idx ON audit.logged_actions (action) WHERE action <> 'I';
CREATE FUNCTION audit.if_modified() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO audit.logged_actions (tenant_id, schema_name, table_name, action_tstamp, action, row_data, changed_fields)
  VALUES (coalesce(NEW.tenant_id, OLD.tenant_id), TG_TABLE_SCHEMA, TG_TABLE_NAME, coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()),
          substr(TG_OP, 1, 1), to_jsonb(coalesce(OLD, NEW)), CASE TG_OP WHEN 'UPDATE' THEN jsonb_build_object('balance', NEW.balance) END);
  RETURN NULL;
END$$;
CREATE TRIGGER account_audit AFTER INSERT OR UPDATE OR DELETE ON account FOR EACH ROW EXECUTE FUNCTION audit.if_modified();
CREATE FUNCTION audit.append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of the audit log', TG_OP USING ERRCODE = 'insufficient_privilege';
END$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.logged_actions FOR EACH ROW EXECUTE FUNCTION audit.append_only();
CREATE TRIGGER never_empty BEFORE TRUNCATE ON audit.logged_actions FOR EACH STATEMENT EXECUTE FUNCTION audit.append_only();
ALTER TABLE audit.logged_actions ENABLE ALWAYS TRIGGER append_only;
COMMENT ON TRIGGER append_only ON audit.logged_actions IS 'by law';
ALTER TABLE audit.logged_actions ENABLE ROW LEVEL SECURITY;
CREATE POLICY owner_writes ON audit.logged_actions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY tenant_reads ON audit.logged_actions FOR SELECT TO :"app" USING (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
CREATE POLICY not_the_secret ON audit.logged_actions AS RESTRICTIVE FOR SELECT TO :"app" USING (table_name <> 'secret');
COMMENT ON POLICY tenant_reads ON audit.logged_actions IS 'each its own';
GRANT USAGE ON SCHEMA audit TO :"app", :"auditor";
GRANT SELECT ON audit.logged_actions TO :"app", :"auditor" WITH GRANT OPTION;
GRANT UPDATE (row_data), DELETE ON audit.logged_actions TO :"app";
GRANT SELECT, INSERT, UPDATE, DELETE ON account TO :"app";
