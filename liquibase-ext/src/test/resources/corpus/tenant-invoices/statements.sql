-- an invoice is written
INSERT INTO invoice (tenant_id, issued_on, number, contact_id, net, vat) VALUES (md5('t3')::uuid, '2027-01-15', 'N-' || :run, 4, 100, 19) RETURNING id, gross, state;

-- sent and paid
UPDATE invoice SET state = 'paid' WHERE tenant_id = md5('t4')::uuid AND number = 'R-' || 20 * :run + 3 RETURNING id, state;

-- the list, a page by keyset
SELECT id, issued_on, number, gross FROM invoice WHERE tenant_id = md5('t5')::uuid AND (issued_on, id) < ('2026-01-01', 3000) ORDER BY issued_on DESC, id DESC LIMIT 10;

-- by its key, and with its contact
SELECT i.number, c.name FROM invoice AS i LEFT JOIN contact AS c ON c.tenant_id = i.tenant_id AND c.id = i.contact_id WHERE i.tenant_id = md5('t6')::uuid AND i.id = 105;

-- what is open
SELECT count(*), sum(gross) FROM invoice WHERE tenant_id = md5('t7')::uuid AND state <> 'paid' AND issued_on < '2025-06-01';

-- an import with an upsert on the invoice's number and day
INSERT INTO invoice (tenant_id, issued_on, number, net) VALUES (md5('t9')::uuid, '2027-01-20', 'I-1', 10), (md5('t9')::uuid, '2024-01-02', 'R-8', 11)
ON CONFLICT (tenant_id, number, issued_on) DO UPDATE SET net = EXCLUDED.net RETURNING net;

-- one on the key of old
-- by attach: ERROR 42P10
INSERT INTO invoice (tenant_id, id, issued_on, number, net) OVERRIDING SYSTEM VALUE VALUES (md5('t9')::uuid, 8, '2024-01-02', 'R-8', 12)
ON CONFLICT (tenant_id, id) DO UPDATE SET net = EXCLUDED.net RETURNING net;

-- another day: the row changes its partition
UPDATE invoice SET issued_on = '2027-02-03' WHERE tenant_id = md5('t10')::uuid AND number = 'R-' || 20 * :run + 9;

-- a contact of another tenant's; one that has invoices
INSERT INTO invoice (tenant_id, issued_on, number, contact_id, net) VALUES (md5('t3')::uuid, '2027-01-15', 'X', 44, 1);

-- the same with one that has invoices
DELETE FROM contact WHERE tenant_id = md5('t11')::uuid AND id = 5;

-- an id of one's own
INSERT INTO invoice (tenant_id, id, issued_on, number, net) VALUES (md5('t3')::uuid, 5, '2027-01-15', 'X', 1);

-- a state that is none
UPDATE invoice SET state = 'lost' WHERE tenant_id = md5('t3')::uuid;

-- a tenant leaves, with all it had
DELETE FROM contact WHERE tenant_id = md5('t' || 20 - :run)::uuid AND NOT EXISTS (SELECT FROM invoice AS i WHERE i.tenant_id = contact.tenant_id AND i.contact_id = contact.id);
DELETE FROM invoice WHERE tenant_id = md5('t' || 20 - :run)::uuid;
DELETE FROM tenant WHERE id = md5('t' || 20 - :run)::uuid;
SELECT count(*) FROM invoice;
