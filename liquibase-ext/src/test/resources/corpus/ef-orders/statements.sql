-- SaveChanges() of a new entity
INSERT INTO "Orders" ("CreatedAt", "CustomerId", "Discriminator", "Total", "Reference") VALUES ('2027-01-09 00:00+00', 5, 'Order', 12.5, md5('new' || :run)::uuid) RETURNING "Id", "CreatedAt" AT TIME ZONE 'UTC';

-- the same with xmin as the concurrency token: not on a partitioned table
-- partitioned: ERROR 0A000
INSERT INTO "Orders" ("Id", "CreatedAt", "CustomerId", "Discriminator", "Total", "Reference") VALUES (900000, '2027-01-09 00:00+00', 5, 'Order', 12.5, md5('xmin' || :run)::uuid) RETURNING "Id", xmin IS NOT NULL;

-- SaveChanges() of a changed one, with xmin
UPDATE "Orders" SET "Total" = 99 WHERE "Id" = 40 AND xmin = (SELECT xmin FROM "Orders" WHERE "Id" = 40) RETURNING xmin IS NOT NULL;

-- somebody else was faster
UPDATE "Orders" SET "Total" = 99 WHERE "Id" = 41 AND xmin = '3' RETURNING xmin IS NOT NULL;

-- SaveChanges() that deletes
DELETE FROM "Orders" WHERE "Id" = 60 + :run AND xmin = (SELECT xmin FROM "Orders" WHERE "Id" = 60 + :run);

-- Include(), Where(), Skip(), Take()
SELECT o."Id", o."CreatedAt" AT TIME ZONE 'UTC', o."Total", c."Name" FROM "Orders" AS o INNER JOIN "Customers" AS c ON o."CustomerId" = c."Id"
 WHERE o."CreatedAt" >= TIMESTAMPTZ '2026-01-01T00:00:00Z' ORDER BY o."CreatedAt" LIMIT 5 OFFSET 10;

-- GroupBy(), Any(), Contains()
SELECT date_part('month', o."CreatedAt" AT TIME ZONE 'UTC')::int AS "Key", count(*)::int AS "Count" FROM "Orders" AS o GROUP BY 1 ORDER BY 1;
SELECT EXISTS (SELECT 1 FROM "Orders" AS o WHERE o."CustomerId" = 7 AND o."Total" > 3000.0);
SELECT o."Id" FROM "Orders" AS o WHERE o."Id" = ANY (ARRAY[1, 2, 3400]) ORDER BY o."Id";

-- ExecuteUpdate(), ExecuteDelete()
UPDATE "Orders" AS o SET "Total" = o."Total" * 2.0 WHERE o."CreatedAt" < TIMESTAMPTZ '2025-04-03T00:00:00Z';
DELETE FROM "Orders" AS o WHERE o."CreatedAt" < timestamptz '2025-04-01 00:00+00' + :run * interval '4 hours';

-- a customer is deleted, and the orders with it
DELETE FROM "Customers" WHERE "Id" = 80 + :run;
SELECT count(*) FROM "Orders";
