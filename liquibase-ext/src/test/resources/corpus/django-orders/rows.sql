INSERT INTO auth_user (username) SELECT 'u' || g FROM generate_series(1, 100) AS g;
INSERT INTO shop_event (created, kind, seen, payload, amount, user_id)
SELECT timestamptz '2025-03-01 00:00+00' + g * interval '3 hours', (ARRAY['view', 'cart', 'buy'])[g % 3 + 1], g % 5 > 0,
       jsonb_build_object('n', g, 'tags', jsonb_build_array('a', g % 7)), g % 90, g % 100 + 1
  FROM generate_series(1, 4500) AS g;
