ALTER TABLE account DISABLE TRIGGER account_audit;
INSERT INTO account SELECT g, g % 5, 'a' || g, g FROM generate_series(1, 200) AS g;
ALTER TABLE account ENABLE TRIGGER account_audit;
INSERT INTO audit.logged_actions (tenant_id, schema_name, table_name, session_user_name, action_tstamp, action, row_data, changed_fields)
SELECT g % 5, 'public', CASE WHEN g % 100 = 0 THEN 'secret' ELSE 'account' END, 'u' || g % 9, timestamptz '2025-09-01 00:00+00' + g * interval '2 hours',
       (ARRAY['I', 'U', 'D'])[g % 3 + 1], jsonb_build_object('id', g % 200 + 1, 'balance', g), CASE WHEN g % 3 = 1 THEN jsonb_build_object('balance', g + 1) END
  FROM generate_series(1, 4500) AS g;
