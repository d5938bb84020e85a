INSERT INTO domain_event_entry
SELECT g, md5('a' || g % 400)::uuid, g / 400, md5('e' || g)::uuid, NULL, decode(repeat(md5(g::text), g % 30 + 1), 'hex'), '1', 'shop.OrderPlaced', '2026-01-01T00:00:' || lpad((g % 60)::text, 2, '0') || 'Z', 'Order'
  FROM generate_series(1, 5000) AS g;
SELECT setval('domain_event_entry_seq', 5001);
