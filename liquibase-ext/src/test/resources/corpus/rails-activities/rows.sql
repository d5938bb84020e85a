INSERT INTO users (name) SELECT 'user ' || g FROM generate_series(1, 150) AS g;
INSERT INTO activities (trackable_type, trackable_id, owner_id, key, parameters, created_at, updated_at, discarded_at)
SELECT (ARRAY['Post', 'Comment', 'User'])[g % 3 + 1], g % 500, NULLIF(g % 151, 0), 'k.' || g % 11, jsonb_build_object('v', g % 13),
       timestamp '2025-02-01' + g * interval '150 minutes', timestamp '2025-02-01' + g * interval '151 minutes',
       CASE WHEN g % 17 = 0 THEN timestamp '2026-10-01' END
  FROM generate_series(1, 6000) AS g;
