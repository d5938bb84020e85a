-- a row by its place in the list of columns
INSERT INTO "Legacy App"."Order" VALUES (100000 + :run, '2027-01-12', 'positional', 1.5);

-- by name
INSERT INTO "Legacy App"."Order" ("OrderNo", "Order Date", "select", "Column ""18""") VALUES (200000 + :run, '2026-06-12', '{"a": 1}', 12.5);

-- everything of some rows, old and new
SELECT * FROM "Legacy App"."Order" WHERE "OrderNo" IN (1, 1500, 3000, 3100) ORDER BY "OrderNo";
SELECT o FROM "Legacy App"."Order" AS o WHERE "OrderNo" = 2;
SELECT row_to_json(o) FROM "Legacy App"."Order" AS o WHERE "OrderNo" = 3;

-- the view
SELECT "OrderNo", col_2, "select" FROM "Legacy App"."All Orders" WHERE "Order Date" BETWEEN '2026-01-01' AND '2026-01-02' ORDER BY 1;

-- what came late
SELECT added_late, added_later, no_default, count(*) FROM "Legacy App"."Order" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;

-- updates of what may be updated
UPDATE "Legacy App"."Order" SET col_2 = 'changed', "select" = "select" || '{"b": 2}' WHERE "OrderNo" = 10 + :run RETURNING *;

-- and of what may not
UPDATE "Legacy App"."Order" SET added_late = 'no' WHERE "OrderNo" = 10;

-- a negative amount of the domain; a composite value
UPDATE "Legacy App"."Order" SET col_2 = 5 WHERE (col_16).zip = '77' RETURNING "OrderNo";

-- delete
DELETE FROM "Legacy App"."Order" WHERE "OrderNo" = 50 + :run;
