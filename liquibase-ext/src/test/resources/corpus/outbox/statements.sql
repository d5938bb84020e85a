-- written with the aggregate, and deleted at once, as Debezium's extension for Quarkus does
INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, occurred_at) VALUES (md5('new' || :run)::uuid, 'order', '7', 'Paid', '{"n": 0}', '2027-01-02 00:00+00');
DELETE FROM outbox WHERE id = md5('new' || :run)::uuid;

-- or left for the relay
INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, occurred_at) VALUES (md5('stays' || :run)::uuid, 'order', '8', 'Paid', '{"n": 0}', '2027-01-03 00:00+00');

-- a relay that polls
SELECT id, type FROM outbox ORDER BY occurred_at, id LIMIT 5 FOR UPDATE SKIP LOCKED;
DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY occurred_at, id LIMIT 5) RETURNING type;

-- the clean-up
DELETE FROM outbox WHERE occurred_at < timestamptz '2026-08-02 00:00+00' + :run * interval '1 day';

-- the same event twice
INSERT INTO outbox (id, aggregatetype, aggregateid, type, occurred_at) VALUES (md5('o4000')::uuid, 'order', '7', 'Paid', timestamptz '2026-08-01 00:00+00' + 4000 * interval '25 minutes') ON CONFLICT DO NOTHING;
