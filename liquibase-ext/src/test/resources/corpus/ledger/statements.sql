-- a journal with its entries
INSERT INTO journal (id, memo) VALUES (10000 + :run, 'rent');
INSERT INTO entry (journal_id, account, booked_on, amount) VALUES (10000 + :run, 'A1', '2027-01-05', -500), (10000 + :run, 'A2', '2027-01-05', 500) RETURNING id, amount;

-- one that is not in balance: refused at the end of the transaction
INSERT INTO journal (id, memo) VALUES (20000 + :run, 'wrong');
INSERT INTO entry (journal_id, account, booked_on, amount) VALUES (20000 + :run, 'A1', '2027-01-05', -500);
SET CONSTRAINTS ALL IMMEDIATE;

-- reports
SELECT account, balance FROM balance ORDER BY account LIMIT 10;
SELECT count(*), sum(balance) FROM overdrawn;
SELECT booked_on, amount, sum(amount) OVER (ORDER BY booked_on, id) FROM entry WHERE account = 'A7' AND booked_on BETWEEN '2026-01-01' AND '2026-02-15' ORDER BY booked_on, id;

-- a renamed account: its entries follow
UPDATE ledger_account SET code = 'B' || :run WHERE code = 'A' || 20 + :run;
SELECT count(*) FROM entry WHERE account = 'B' || :run;

-- an account, or a journal, that is not there; a journal with entries
INSERT INTO entry (journal_id, account, booked_on, amount) VALUES (1, 'X', '2027-01-05', 1);

-- the same with the journal
DELETE FROM journal WHERE id = 1;

-- an amount of nothing
INSERT INTO entry (journal_id, account, booked_on, amount) VALUES (1, 'A1', '2027-01-05', 0);

-- a journal that is reversed
INSERT INTO journal (id, memo) VALUES (30000 + :run, 'reversal');
INSERT INTO reversal SELECT 900000 + id, '2027-01-06', id, booked_on FROM entry WHERE journal_id = 100 + :run;
INSERT INTO entry (id, journal_id, account, booked_on, amount) SELECT 900000 + id, 30000 + :run, account, '2027-01-06', -amount FROM entry WHERE journal_id = 100 + :run;

-- a reversal of what is not there, and one that never comes
INSERT INTO reversal VALUES (1, '2025-01-01', 777777, '2025-01-01');

-- the second
INSERT INTO reversal SELECT 888888, '2027-01-06', id, booked_on FROM entry WHERE id = 900;
SET CONSTRAINTS ALL IMMEDIATE;

-- an entry on a statement of the bank stays
DELETE FROM entry WHERE id = 20 + 10 * :run;

-- what is reconciled, and with whom
SELECT r.statement_no, e.amount, e.account FROM reconciliation AS r JOIN entry AS e ON e.id = r.entry_id AND e.booked_on = r.booked_on ORDER BY r.statement_no LIMIT 5;
SELECT e.id, o.id, e.amount + o.amount FROM reversal AS r JOIN entry AS e ON e.id = r.entry_id JOIN entry AS o ON o.id = r.reversed_id ORDER BY e.id;
