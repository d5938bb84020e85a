INSERT INTO "Legacy App"."Order" ("OrderNo", "Order Date", col_2, col_3, col_4, "select", col_15, col_16)
SELECT g, date '2024-01-01' + g / 3, 'v' || g, g * 0.5, g % 2 = 0, jsonb_build_object('g', g), g, ROW('street ' || g, g)::"Legacy App".address FROM generate_series(1, 3000) AS g;
-- columns that came when the rows were there: their values are in the catalog, not in the rows
ALTER TABLE "Legacy App"."Order" ADD COLUMN added_late text NOT NULL DEFAULT 'late', ADD COLUMN added_later integer DEFAULT 42, ADD COLUMN no_default text;
ALTER TABLE "Legacy App"."Order" ALTER COLUMN added_later SET DEFAULT 43;
INSERT INTO "Legacy App"."Order" ("OrderNo", "Order Date") SELECT g, date '2024-01-01' + g / 3 FROM generate_series(3001, 3200) AS g;
