INSERT INTO tenant SELECT md5('t' || g)::uuid, 'tenant ' || g FROM generate_series(1, 20) AS g;
INSERT INTO contact SELECT md5('t' || t)::uuid, c, 'c' || c FROM generate_series(1, 20) AS t, generate_series(1, 10) AS c;
INSERT INTO invoice (tenant_id, issued_on, number, contact_id, state, net, vat)
SELECT md5('t' || g % 20 + 1)::uuid, date '2024-01-01' + g / 5, 'R-' || g, NULLIF(g % 11, 0), (ARRAY['draft', 'sent', 'paid'])[g % 3 + 1]::invoice_state, g % 500, g % 500 * 0.19
  FROM generate_series(1, 4500) AS g;
