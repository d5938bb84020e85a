-- Activity.create!
INSERT INTO "activities" ("trackable_type", "trackable_id", "owner_id", "key", "parameters", "created_at", "updated_at", "discarded_at")
VALUES ('Post', 9, 3, 'post.create', '{"a":1}', '2027-01-05 10:00:00.123456', '2027-01-05 10:00:00.123456', NULL) RETURNING "id";

-- insert_all
INSERT INTO "activities" ("trackable_type","trackable_id","key","created_at","updated_at")
VALUES ('Post', 1, 'a', '2027-01-06', '2027-01-06'), ('Post', 2, 'b', '2026-01-06', '2026-01-06') ON CONFLICT DO NOTHING RETURNING "id";

-- upsert_all, which names the primary key; with unique_by: %i[id created_at] it works
-- partitioned: ERROR 42P10
INSERT INTO "activities" ("id","trackable_type","trackable_id","key","created_at","updated_at") VALUES (5, 'Post', 1, 'a', '2025-02-01 12:30:00', '2027-01-06')
ON CONFLICT ("id") DO UPDATE SET "key"=excluded."key" RETURNING "id";

-- Activity.find, find_by, exists?
SELECT "activities".* FROM "activities" WHERE "activities"."id" = 42 LIMIT 1;
SELECT "activities"."id" FROM "activities" WHERE "activities"."trackable_type" = 'Post' AND "activities"."trackable_id" = 42 ORDER BY "activities"."id" ASC LIMIT 1;
SELECT 1 AS one FROM "activities" WHERE "activities"."owner_id" = 149 LIMIT 1;

-- find_each
SELECT "activities"."id", "activities"."key" FROM "activities" ORDER BY "activities"."id" ASC LIMIT 20;
SELECT "activities"."id", "activities"."key" FROM "activities" WHERE "activities"."id" > 5990 ORDER BY "activities"."id" ASC LIMIT 1000;

-- scopes, joins, pluck, group.count
SELECT "activities"."id" FROM "activities" WHERE "activities"."discarded_at" IS NULL AND "activities"."owner_id" = 33 ORDER BY "activities"."created_at" DESC LIMIT 5;
SELECT "users"."name", COUNT(*) FROM "activities" INNER JOIN "users" ON "users"."id" = "activities"."owner_id" WHERE lower("activities"."key") = 'k.3' GROUP BY "users"."name" ORDER BY COUNT(*) DESC, "users"."name" LIMIT 5;
SELECT COUNT(*) AS "count_all", "activities"."trackable_type" AS "activities_trackable_type" FROM "activities" WHERE "activities"."created_at" BETWEEN '2025-07-01 00:00:00' AND '2025-12-31 23:59:59.999999' GROUP BY "activities"."trackable_type" ORDER BY 2;

-- includes, in batches of ids
SELECT "users"."id" FROM "users" WHERE "users"."id" IN (SELECT "activities"."owner_id" FROM "activities" WHERE "activities"."trackable_id" = 77) ORDER BY 1;

-- update, touch, lock!, increment!
UPDATE "activities" SET "key" = 'changed', "updated_at" = '2026-11-01 00:00:00' WHERE "activities"."id" = 50;
SELECT "activities".* FROM "activities" WHERE "activities"."id" = 51 LIMIT 1 FOR UPDATE;
UPDATE "activities" SET "trackable_id" = COALESCE("trackable_id", 0) + 1 WHERE "activities"."id" = 51;

-- update_all with a join, as Rails writes it: a subselect of the key
UPDATE "activities" SET "discarded_at" = '2026-11-02' WHERE "activities"."id" IN (SELECT "activities"."id" FROM "activities" INNER JOIN "users" ON "users"."id" = "activities"."owner_id" WHERE "users"."name" = 'user 9');

-- destroy, delete_all
DELETE FROM "activities" WHERE "activities"."id" = 100 + :run;
DELETE FROM "activities" WHERE "activities"."created_at" < timestamp '2025-02-01' + :run * interval '6 hours';

-- destroy of an owner: the foreign key nullifies
DELETE FROM "users" WHERE "users"."id" = 120 + :run;
SELECT COUNT(*) FROM "activities" WHERE "activities"."owner_id" IS NULL;

-- an owner who is not there
INSERT INTO "activities" ("trackable_type","trackable_id","owner_id","created_at","updated_at") VALUES ('Post', 1, 999999, '2027-01-06', '2027-01-06');

-- in_batches(of: 500).pluck
SELECT md5(string_agg(id || key, ',' ORDER BY id)) FROM (SELECT "activities"."id", "activities"."key" FROM "activities" WHERE "activities"."id" > 1000 ORDER BY "activities"."id" ASC LIMIT 500) AS t;
