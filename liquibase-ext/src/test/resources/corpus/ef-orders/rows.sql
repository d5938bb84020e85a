INSERT INTO "Customers" ("Name") SELECT 'n' || g FROM generate_series(1, 100) AS g;
INSERT INTO "Orders" ("CustomerId", "CreatedAt", "Total", "Discriminator", "Reference")
SELECT g % 100 + 1, timestamptz '2025-04-01 00:00+00' + g * interval '4 hours', g, 'Order', md5('r' || g)::uuid FROM generate_series(1, 3500) AS g;
