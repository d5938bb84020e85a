-- what the application does; the trigger writes the log, as the owner
SELECT set_config('app.tenant', '3', true), set_config('app.now', '2027-01-10 12:00+00', true);
UPDATE account SET balance = balance + 1 WHERE id = 3;
INSERT INTO account VALUES (1000 + :run, 3, 'new', 0);
DELETE FROM account WHERE id = 8 + 5 * :run;
SELECT event_id, action, row_data, changed_fields FROM audit.logged_actions WHERE action_tstamp = '2027-01-10 12:00+00' ORDER BY event_id DESC LIMIT 3;

-- each tenant sees its own
SELECT set_config('app.tenant', '2', true);
SELECT count(*), min(event_id), max(tenant_id) FROM audit.logged_actions WHERE action_tstamp < '2026-09-01 00:00+00';

-- and nobody anything without one
SELECT count(*) FROM audit.logged_actions;

-- what a policy hides is not there either for a restrictive one
SELECT set_config('app.tenant', '0', true);
SELECT count(*) FROM audit.logged_actions WHERE table_name = 'secret';

-- the last of one row, by a JSON key
SELECT set_config('app.tenant', '1', true);
SELECT event_id, action_tstamp AT TIME ZONE 'UTC', action FROM audit.logged_actions WHERE table_name = 'account' AND row_data @> '{"id": 7}' ORDER BY event_id DESC LIMIT 3;

-- not even its own may be changed
SELECT set_config('app.tenant', '1', true);
UPDATE audit.logged_actions SET row_data = '{}' WHERE event_id = 1;

-- nor deleted: no row is visible to it, so nothing happens
DELETE FROM audit.logged_actions WHERE event_id = 2;

-- and nothing is written past the trigger
INSERT INTO audit.logged_actions (tenant_id, schema_name, table_name, action) VALUES (1, 'public', 'account', 'I');
