-- a batch of readings, one of them twice
INSERT INTO reading (sensor_id, measured_at, value) VALUES (1, timestamptz '2027-01-01 00:00+00' + :run * interval '1 second', :run), (1, timestamptz '2027-01-01 00:00+00' + :run * interval '1 second', :run), (2, '2026-11-20 00:00+00', 0.5), (3, '2027-02-11 00:00+00', NULL);

-- the dashboard: by hour, by the gap-filled day
SELECT date_bin('1 hour', measured_at, '2000-01-01 00:00+00') AT TIME ZONE 'UTC' AS t, round(avg(value)::numeric, 9), count(*) FROM reading
 WHERE sensor_id = 7 AND measured_at BETWEEN '2026-08-01 00:00+00' AND '2026-08-02 00:00+00' GROUP BY 1 ORDER BY 1;
SELECT d::date, count(r.value) FROM generate_series(timestamptz '2026-07-30 00:00+00', '2026-08-02 00:00+00', '1 day') AS d
  LEFT JOIN reading AS r ON r.measured_at >= d AND r.measured_at < d + interval '1 day' AND r.sensor_id = 3 GROUP BY 1 ORDER BY 1;

-- the last of each, by the view and by LATERAL
SELECT sensor_id, measured_at AT TIME ZONE 'UTC', value FROM last_reading ORDER BY sensor_id LIMIT 5;
SELECT s.name, r.value FROM sensor AS s, LATERAL (SELECT value FROM reading WHERE sensor_id = s.id AND measured_at < '2026-09-01 00:00+00' ORDER BY measured_at DESC LIMIT 1) AS r ORDER BY s.id LIMIT 5;

-- a window over one sensor
SELECT measured_at AT TIME ZONE 'UTC', round((value - lag(value) OVER (ORDER BY measured_at))::numeric, 9) FROM reading WHERE sensor_id = 4 AND measured_at < '2026-06-02 00:00+00' ORDER BY 1;

-- what is bad
SELECT count(*) FROM reading WHERE quality < 50 AND measured_at > '2026-10-01 00:00+00';

-- the large ones
SELECT sensor_id, length(raw), md5(raw) FROM reading WHERE raw IS NOT NULL ORDER BY measured_at LIMIT 3;

-- retention
DELETE FROM reading WHERE measured_at < timestamptz '2026-06-01 00:00+00' + :run * interval '1 day';

-- a reading without a time has no place: PostgreSQL looks for it before it looks at NOT NULL
-- partitioned: ERROR 23514
INSERT INTO reading (sensor_id, measured_at) VALUES (1, NULL);
