INSERT INTO sensor SELECT g, 's' || g FROM generate_series(1, 25) AS g;
INSERT INTO reading SELECT g % 25 + 1, timestamptz '2026-06-01 00:00+00' + g * interval '15 minutes', sin(g), CASE WHEN g % 40 = 0 THEN 10 ELSE 100 END,
       CASE WHEN g % 500 = 0 THEN decode(repeat(md5(g::text), 40), 'hex') END FROM generate_series(1, 15000) AS g;
