INSERT INTO document (id, title, body, meta, tags, valid, parent)
SELECT (lpad(to_hex(1740787200000 + g * 12000000::bigint), 12, '0') || '7' || substr(md5(g::text), 1, 3) || '8' || substr(md5(g::text), 4, 15))::uuid,
       'title ' || g, 'word' || g % 50 || ' and word' || g % 77 || CASE WHEN g % 200 = 0 THEN repeat(' filler' || g, 500) ELSE '' END,
       jsonb_build_object('kind', 'k' || g % 4, 'n', g), ARRAY['t' || g % 10, 't' || g % 13], daterange(date '2025-01-01' + g % 300, date '2025-12-01' + g % 400), NULL
  FROM generate_series(1, 4500) AS g;
