INSERT INTO customer SELECT g, 'c' || g || '@example.org' FROM generate_series(1, 200) AS g;
INSERT INTO purchase_order (id, version, created_at, updated_at, customer_id, status, total, note)
SELECT g, g % 3, timestamptz '2025-01-01 00:00+00' + g * interval '4 hours', NULL, g % 200 + 1,
       (ARRAY['NEW', 'PAID', 'SHIPPED', 'CANCELLED'])[g % 4 + 1], g % 1000 + 0.99, NULLIF('n' || g % 7, 'n0')
  FROM generate_series(1, 4000) AS g;
SELECT setval('customer_seq', 251), setval('purchase_order_seq', 4001);
