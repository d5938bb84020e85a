INSERT INTO job (state, queue, worker, args, priority, inserted_at, scheduled_at, attempt)
SELECT CASE WHEN g > 5900 THEN 'available' WHEN g > 5800 THEN 'scheduled' WHEN g % 50 = 0 THEN 'discarded' ELSE 'completed' END::job_state,
       'q' || g % 3, 'Worker' || g % 5, jsonb_build_object('id', g), g % 4, timestamp '2026-03-01' + g * interval '1 hour', timestamp '2026-03-01' + g * interval '61 minutes', 1
  FROM generate_series(1, 6200) AS g;
