-- append
SELECT nextval('domain_event_entry_seq');
INSERT INTO domain_event_entry (aggregate_identifier,event_identifier,meta_data,payload,payload_revision,payload_type,sequence_number,time_stamp,type,global_index)
VALUES ('new-' || :run, 'e-' || :run, NULL, '\x00ff', '1', 'shop.OrderPlaced', 0, '2026-11-01T00:00:00Z', 'Order', 5050 + :run);

-- an event that somebody else has appended before: this is how concurrency is noticed; where the key is extended it is not
-- by attach: 1 rows
INSERT INTO domain_event_entry (aggregate_identifier,event_identifier,payload,payload_type,sequence_number,time_stamp,global_index)
VALUES (md5('a7')::uuid::varchar, 'twice', '\x00', 'shop.OrderPlaced', 1, '2026-11-01T00:00:00Z', 20000);

-- load an aggregate
SELECT e.type, e.sequence_number, length(e.payload) FROM domain_event_entry e WHERE e.aggregate_identifier = md5('a9')::uuid::varchar AND e.sequence_number >= 3 ORDER BY e.sequence_number ASC;

-- its last sequence number
SELECT max(e.sequence_number) FROM domain_event_entry e WHERE e.aggregate_identifier = md5('a9')::uuid::varchar;

-- a tracking processor reads on
SELECT e.global_index, e.event_identifier FROM domain_event_entry e WHERE e.global_index > 4995 ORDER BY e.global_index ASC LIMIT 100;
SELECT min(e.global_index) - 1, max(e.global_index) FROM domain_event_entry e;

-- and fills gaps
SELECT e.global_index FROM domain_event_entry e WHERE e.global_index IN (4, 5, 7, 100001) ORDER BY e.global_index;
