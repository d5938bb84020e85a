INSERT INTO event_entity (id, client_id, details_json, error, ip_address, realm_id, session_id, event_time, type, user_id, details_json_long_value)
SELECT md5(g::text)::uuid, 'account', CASE WHEN g % 2 = 0 THEN '{"a":"' || g || '"}' END, CASE WHEN g % 29 = 0 THEN 'invalid_user_credentials' END,
       '10.0.0.' || g % 256, 'realm-' || g % 3, md5('s' || g)::uuid, 1735689600000 + g * 9000000::bigint,
       (ARRAY['LOGIN', 'LOGOUT', 'CODE_TO_TOKEN', 'REFRESH_TOKEN'])[g % 4 + 1], 'user-' || g % 100, CASE WHEN g % 50 = 0 THEN repeat('x' || g, 700) END
  FROM generate_series(1, 6500) AS g;
