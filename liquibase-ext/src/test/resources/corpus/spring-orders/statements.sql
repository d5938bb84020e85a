-- save() of a new entity: one value of the pooled sequence gives fifty ids
SELECT nextval('purchase_order_seq');
INSERT INTO purchase_order (created_at, customer_id, note, status, total, updated_at, version, id)
VALUES ('2027-01-15 10:00:00+00', 7, 'first', 'NEW', 10.00, NULL, 0, 100000 + 50 * :run);
INSERT INTO purchase_order (created_at, customer_id, note, status, total, updated_at, version, id)
VALUES ('2026-05-15 10:00:00+00', 8, 'backdated', 'NEW', 11.00, NULL, 0, 100001 + 50 * :run);

-- the ids that are handed out
SELECT nextval('purchase_order_seq'), nextval('customer_seq');

-- findById()
SELECT po1_0.id, po1_0.created_at, po1_0.customer_id, po1_0.note, po1_0.status, po1_0.total, po1_0.updated_at, po1_0.version
  FROM purchase_order po1_0 WHERE po1_0.id = 1234;

-- findById() with a fetched association
SELECT po1_0.id, c1_0.id, c1_0.email, po1_0.status FROM purchase_order po1_0 JOIN customer c1_0 ON c1_0.id = po1_0.customer_id WHERE po1_0.id = 1235;

-- update of a versioned entity: the number of rows is what optimistic locking looks at
UPDATE purchase_order SET created_at = '2025-01-11 20:00:00+00', customer_id = 66, note = 'changed', status = 'PAID', total = 12.50,
  updated_at = '2026-11-01 00:00:00+00', version = version + 1 WHERE id = 65 AND version = 65 % 3 + :run - 1;

-- the same with a stale version: no row
UPDATE purchase_order SET status = 'PAID', version = 9 WHERE id = 66 AND version = 999;

-- a changed creation time: the row moves to another partition
UPDATE purchase_order SET created_at = CASE WHEN created_at < '2026-01-01' THEN timestamptz '2027-02-02 00:00+00' ELSE timestamptz '2025-02-02 00:00+00' END,
  version = version + 1 WHERE id = 77;

-- deleteById() of a versioned entity
DELETE FROM purchase_order WHERE id = 2000 + :run AND version = (2000 + :run) % 3;

-- findByStatus(…, Pageable)
SELECT po1_0.id, po1_0.created_at, po1_0.status FROM purchase_order po1_0 WHERE po1_0.status = 'NEW' ORDER BY po1_0.created_at DESC, po1_0.id OFFSET 20 ROWS FETCH FIRST 10 ROWS ONLY;

-- its count query
SELECT count(po1_0.id) FROM purchase_order po1_0 WHERE po1_0.status = 'NEW';

-- a window of time, with an aggregate
SELECT date_trunc('month', po1_0.created_at, 'UTC'), count(*), sum(po1_0.total) FROM purchase_order po1_0
 WHERE po1_0.created_at >= '2025-06-01 00:00+00' AND po1_0.created_at < '2026-03-01 00:00+00' GROUP BY 1 ORDER BY 1;

-- @Lock(PESSIMISTIC_WRITE), and with SKIP LOCKED
SELECT po1_0.id, po1_0.version FROM purchase_order po1_0 WHERE po1_0.id = 500 FOR NO KEY UPDATE;
SELECT po1_0.id FROM purchase_order po1_0 WHERE po1_0.status = 'PAID' ORDER BY po1_0.id LIMIT 3 FOR UPDATE SKIP LOCKED;

-- a bulk JPQL update
UPDATE purchase_order SET note = 'old', version = version + 1 WHERE created_at < '2025-01-03 00:00+00' AND status = 'CANCELLED';

-- @SQLInsert(… ON CONFLICT DO NOTHING)
INSERT INTO purchase_order (created_at, customer_id, status, version, id) VALUES ('2025-01-01 04:00:00+00', 2, 'NEW', 0, 1) ON CONFLICT DO NOTHING;

-- an upsert by the entity's id, as StatelessSession.upsert() of Hibernate 6 sends it
MERGE INTO purchase_order AS t USING (SELECT 88::bigint AS id, 5::bigint AS customer_id) AS s ON t.id = s.id
 WHEN NOT MATCHED THEN INSERT (id, created_at, customer_id, status, version) VALUES (s.id, '2026-01-01 00:00+00', s.customer_id, 'NEW', 0)
 WHEN MATCHED THEN UPDATE SET customer_id = s.customer_id;

-- a customer that is not there
INSERT INTO purchase_order (created_at, customer_id, status, version, id) VALUES ('2027-01-15 10:00:00+00', 12345, 'NEW', 0, 900000);

-- a status that is none
INSERT INTO purchase_order (created_at, customer_id, status, version, id) VALUES ('2027-01-15 10:00:00+00', 5, 'LOST', 0, 900000);

-- a missing column
INSERT INTO purchase_order (created_at, status, version, id) VALUES ('2027-01-15 10:00:00+00', 'NEW', 0, 900000);

-- a customer with orders
DELETE FROM customer WHERE id = 12;

-- the same key and the same time once more
INSERT INTO purchase_order (created_at, customer_id, status, version, id) VALUES ('2025-01-01 08:00:00+00', 2, 'NEW', 0, 2);

-- the same key with another time
-- partitioned: 1 rows
INSERT INTO purchase_order (created_at, customer_id, status, version, id) VALUES ('2025-01-02 00:00:00+00', 2, 'NEW', 0, 2);

-- an upsert on the old key
-- partitioned: ERROR 42P10
INSERT INTO purchase_order (created_at, customer_id, status, version, id) VALUES ('2025-01-01 04:00:00+00', 2, 'NEW', 0, 1) ON CONFLICT (id) DO NOTHING;

-- a creation time that is missing: it has no partition before it violates NOT NULL
-- partitioned: ERROR 23514
INSERT INTO purchase_order (created_at, customer_id, status, version, id) VALUES (NULL, 2, 'NEW', 0, 900000);
