INSERT INTO outbox SELECT md5('o' || g)::uuid, 'order', g % 500, (ARRAY['Created', 'Paid', 'Shipped'])[g % 3 + 1], jsonb_build_object('n', g), NULL,
       timestamptz '2026-08-01 00:00+00' + g * interval '25 minutes' FROM generate_series(1, 5000) AS g;
