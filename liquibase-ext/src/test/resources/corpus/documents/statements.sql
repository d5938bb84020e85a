-- save, and read what PostgreSQL made of it
INSERT INTO document (id, title, body, meta, tags) VALUES (('01a24e3f-0000-7000-8000-' || lpad(:run::text, 12, '0'))::uuid, 'A new one', 'with words', '{"kind": "k1"}', '{t1}') RETURNING size, search, lang;

-- an upsert by id works: it is the partition column
INSERT INTO document (id, title, body) VALUES ('01a24e3f-0000-7000-8000-000000000001', 'again', 'other words')
ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title, body = EXCLUDED.body RETURNING title, size;

-- ON CONFLICT ON CONSTRAINT by its name
INSERT INTO document (id, title, body) VALUES ('01a24e3f-0000-7000-8000-000000000001', 'again', 'other words') ON CONFLICT ON CONSTRAINT document_pkey DO NOTHING;

-- full text, with a rank and a headline
SELECT id, ts_rank(search, q)::numeric(6,4) FROM document, websearch_to_tsquery('simple', 'word7 word70') AS q WHERE search @@ q ORDER BY 2 DESC, 1 LIMIT 5;
SELECT ts_headline('simple', body, to_tsquery('simple', 'word5')) FROM document WHERE search @@ to_tsquery('simple', 'word5 & word55') ORDER BY id LIMIT 2;

-- containment, arrays, ranges, an expression
SELECT count(*) FROM document WHERE meta @> '{"kind": "k2"}';
SELECT id FROM document WHERE meta @@ '$.n == 1234';
SELECT count(*) FROM document WHERE tags && ARRAY['t3', 't12'];
SELECT count(*) FROM document WHERE valid @> date '2025-06-15';
SELECT title FROM document WHERE meta ->> 'kind' = 'k3' AND lower(title) LIKE 'title 44%' ORDER BY title LIMIT 5;

-- by id, by title
SELECT title, size FROM document WHERE id = (SELECT id FROM document WHERE title = 'title 777');

-- a page by keyset on the id
SELECT title FROM document WHERE id < '01980000-0000-7000-8000-000000000000' ORDER BY id DESC LIMIT 5;

-- a change of what is generated, and of a part of the JSON
UPDATE document SET body = body || ' more', meta = jsonb_set(meta, '{seen}', 'true') WHERE title = 'title 888' RETURNING size, meta;

-- delete
DELETE FROM document WHERE title = 'title ' || 100 + :run RETURNING title;

-- JSON that is no object; the same id twice; a value for what is generated
INSERT INTO document (id, title, body, meta) VALUES ('01a24e3f-0000-7000-8000-00000000aaaa', 'x', 'x', '[]');

-- the same with a value for what is generated
INSERT INTO document (id, title, body, size) VALUES ('01a24e3f-0000-7000-8000-00000000aaaa', 'x', 'x', 1);

-- the same with an id that is there
INSERT INTO document (id, title, body) SELECT id, 'x', 'x' FROM document WHERE title = 'title 999';
