-- Event.objects.create(…)
INSERT INTO "shop_event" ("created", "kind", "seen", "payload", "amount", "user_id")
VALUES ('2027-01-10 00:00:00+00:00'::timestamptz + :run * interval '1 minute', 'buy', false, '{"n": 1}'::jsonb, 5, 7) RETURNING "shop_event"."id";

-- bulk_create(…)
INSERT INTO "shop_event" ("created", "kind", "seen", "payload", "amount", "user_id")
VALUES ('2026-10-10 00:00:00+00:00'::timestamptz + :run * interval '1 minute', 'view', false, '{}'::jsonb, 0, 8),
       ('2027-02-10 00:00:00+00:00'::timestamptz + :run * interval '1 minute', 'view', false, '{}'::jsonb, 1, 9) RETURNING "shop_event"."id";

-- bulk_create(…, ignore_conflicts=True)
INSERT INTO "shop_event" ("created", "kind", "seen", "payload", "amount", "user_id")
VALUES ('2025-03-01 03:00:00+00:00', 'cart', true, '{}'::jsonb, 0, 2) ON CONFLICT DO NOTHING;

-- bulk_create(…, update_conflicts=True, unique_fields=[user, kind, created])
INSERT INTO "shop_event" ("created", "kind", "seen", "payload", "amount", "user_id")
VALUES ('2025-03-01 03:00:00+00:00', 'cart', true, '{}'::jsonb, 33, 2) ON CONFLICT ("user_id", "kind", "created")
DO UPDATE SET "amount" = EXCLUDED."amount" RETURNING "shop_event"."id", "shop_event"."amount";

-- get(pk=…), filter(pk__in=…)
SELECT "shop_event"."id", "shop_event"."created", "shop_event"."kind", "shop_event"."payload" FROM "shop_event" WHERE "shop_event"."id" = 321 LIMIT 21;
SELECT "shop_event"."id", "shop_event"."amount" FROM "shop_event" WHERE "shop_event"."id" IN (1, 2, 4000, 4500) ORDER BY "shop_event"."id" ASC;

-- count(), exists()
SELECT COUNT(*) AS "__count" FROM "shop_event" WHERE ("shop_event"."created" >= '2026-01-01 00:00:00+00:00' AND NOT "shop_event"."seen");
SELECT 1 AS "a" FROM "shop_event" WHERE "shop_event"."kind"::text LIKE 'bu%' LIMIT 1;

-- select_related(), ordered and sliced
SELECT "shop_event"."id", "auth_user"."username" FROM "shop_event" INNER JOIN "auth_user" ON ("shop_event"."user_id" = "auth_user"."id")
 WHERE "auth_user"."username" = 'u7' ORDER BY "shop_event"."created" DESC LIMIT 10 OFFSET 5;

-- annotate(month=TruncMonth('created')).values('month').annotate(n=Count('id'))
SELECT DATE_TRUNC('month', "shop_event"."created" AT TIME ZONE 'UTC') AS "month", COUNT("shop_event"."id") AS "n" FROM "shop_event" GROUP BY 1 ORDER BY 1;

-- save() of one, update() of many
UPDATE "shop_event" SET "created" = '2025-03-02 06:00:00+00:00', "kind" = 'buy', "seen" = true, "amount" = "amount" + 1 WHERE "shop_event"."id" = 10;
UPDATE "shop_event" SET "seen" = true WHERE ("shop_event"."user_id" = 11 AND NOT "shop_event"."seen");

-- select_for_update() within atomic() and a savepoint
SELECT "shop_event"."id" FROM "shop_event" WHERE "shop_event"."id" = 30 FOR UPDATE;
SAVEPOINT s1;
UPDATE "shop_event" SET "amount" = 77 WHERE "shop_event"."id" = 30;
ROLLBACK TO SAVEPOINT s1;
RELEASE SAVEPOINT s1;
SELECT "shop_event"."amount" FROM "shop_event" WHERE "shop_event"."id" = 30;

-- select_for_update(of=('self',)) over a join
SELECT "shop_event"."id" FROM "shop_event" INNER JOIN "auth_user" ON ("shop_event"."user_id" = "auth_user"."id") WHERE "shop_event"."id" = 31 FOR UPDATE OF "shop_event";

-- delete()
DELETE FROM "shop_event" WHERE "shop_event"."id" IN (3000 + :run);

-- payload__contains, payload__n
SELECT "shop_event"."id" FROM "shop_event" WHERE "shop_event"."payload" @> '{"n": 99}'::jsonb;

-- the order in which iterator() reads
SELECT md5(string_agg(id::text, ',' ORDER BY id)) FROM (SELECT id FROM "shop_event" ORDER BY "shop_event"."id") AS t;

-- the reports
SELECT * FROM report_monthly ORDER BY month;
SELECT day, kind, n, amount FROM report_daily WHERE day BETWEEN '2025-12-30' AND '2026-01-02' ORDER BY day, kind;

-- an unmanaged model on the view
SELECT id, user_id FROM unseen ORDER BY id LIMIT 3;
UPDATE unseen SET user_id = 5 WHERE id = 40;

-- what its check option forbids
UPDATE unseen SET seen = true WHERE id = 45;

-- a foreign key that is checked at commit, and given in time
INSERT INTO "shop_event" ("created", "kind", "seen", "payload", "amount", "user_id")
VALUES ('2027-01-11 00:00:00+00:00'::timestamptz + :run * interval '1 minute', 'buy', false, '{}'::jsonb, 5, 1000 + :run);
INSERT INTO "auth_user" ("id", "username") VALUES (1000 + :run, 'late' || :run);

-- one that is not
INSERT INTO "shop_event" ("created", "kind", "seen", "payload", "amount", "user_id") VALUES ('2027-01-11 00:00:00+00:00', 'no', false, '{}'::jsonb, 5, 99999);
SET CONSTRAINTS ALL IMMEDIATE;

-- the same, by the name of the constraint
INSERT INTO "shop_event" ("created", "kind", "seen", "payload", "amount", "user_id") VALUES ('2027-01-11 00:00:00+00:00', 'no', false, '{}'::jsonb, 5, 99999);
SET CONSTRAINTS "shop_event_user_id_5f2d9d84_fk_auth_user_id" IMMEDIATE;

-- a negative amount
INSERT INTO "shop_event" ("created", "kind", "seen", "payload", "amount", "user_id") VALUES ('2027-01-11 00:00:00+00:00', 'no', false, '{}'::jsonb, -5, 9);
