-- enqueue one, and many
INSERT INTO job (queue, worker, args, inserted_at, scheduled_at) VALUES ('q1', 'Mailer', '{"to": 1}', '2027-01-04 10:00', '2027-01-04 10:00') RETURNING id, state, attempt;
INSERT INTO job (queue, worker, args, state, inserted_at, scheduled_at) SELECT 'q2', 'Batch', jsonb_build_object('n', n), 'scheduled', '2027-01-05 10:00', '2027-01-06' FROM generate_series(1, 3) AS n RETURNING id;

-- a unique job: it looks, and then inserts
SELECT id FROM job WHERE md5(worker || args::text) = md5('Worker4' || '{"id": 6199}') AND state IN ('available', 'scheduled', 'executing') LIMIT 1;

-- fetch: the CTE of Oban and River
WITH subset AS MATERIALIZED (
  SELECT id FROM job WHERE state = 'available' AND queue = 'q1' AND priority >= 0 ORDER BY priority, scheduled_at, id LIMIT 3 FOR UPDATE SKIP LOCKED)
UPDATE job AS j SET state = 'executing', attempted_at = '2027-01-04 10:01', attempt = j.attempt + 1 FROM subset WHERE j.id = subset.id AND j.attempt < j.max_attempts RETURNING j.id, j.attempt, j.tags;

-- fetch: the sub-select of Delayed Job and Graphile Worker
UPDATE job SET state = 'executing', attempt = attempt + 1 WHERE id = (
  SELECT id FROM job WHERE state = 'available' AND queue = 'q2' ORDER BY priority, scheduled_at, id FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING id, worker, args;

-- fetch: delete and go
DELETE FROM job WHERE id = (SELECT id FROM job WHERE state = 'available' AND queue = 'q0' ORDER BY priority, scheduled_at, id FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING id, args;

-- done, failed, to be tried again
UPDATE job SET state = 'completed', completed_at = '2027-01-04 10:02' WHERE id IN (SELECT id FROM job WHERE state = 'executing' ORDER BY id LIMIT 1) RETURNING id, tags;
UPDATE job SET state = 'scheduled', scheduled_at = '2027-01-07', errors = errors || '{"at": 1, "error": "oops"}'::jsonb WHERE id IN (SELECT id FROM job WHERE state = 'executing' ORDER BY id LIMIT 1) RETURNING id, errors, tags;

-- staging of what is due
UPDATE job SET state = 'available' WHERE id IN (SELECT id FROM job WHERE state = 'scheduled' AND scheduled_at <= '2026-11-10' ORDER BY scheduled_at, id LIMIT 5 FOR UPDATE SKIP LOCKED);

-- counts by state, a search in the arguments
SELECT queue, state, count(*) FROM job GROUP BY queue, state ORDER BY queue, state;
SELECT id, state FROM job WHERE args @> '{"id": 4711}';

-- pruning in batches
DELETE FROM job WHERE id IN (SELECT id FROM job WHERE state IN ('completed', 'discarded') AND inserted_at < timestamp '2026-03-01' + :run * interval '3 days' ORDER BY id LIMIT 50);

-- a worker without a name; one attempt too many
INSERT INTO job (worker, inserted_at, scheduled_at) VALUES ('', '2027-01-04 10:00', '2027-01-04 10:00');

-- the same with one attempt too many
UPDATE job SET attempt = 21 WHERE id = 5000;

-- two sessions' advisory locks, as Que takes them
SELECT pg_try_advisory_xact_lock(id) FROM job WHERE id = 6001;
