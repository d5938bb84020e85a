INSERT INTO ledger_account SELECT 'A' || g, 'EUR' FROM generate_series(0, 49) AS g;
INSERT INTO journal (memo) SELECT 'j' || g FROM generate_series(1, 2500) AS g;
INSERT INTO entry (journal_id, account, booked_on, amount, hash)
SELECT (g + 1) / 2, 'A' || (g * 7) % 50, date '2025-01-01' + (g + 1) / 2 / 4, CASE WHEN g % 2 = 0 THEN -1 ELSE 1 END * ((g + 1) / 2 % 97 + 1), decode(md5(g::text), 'hex')
  FROM generate_series(1, 5000) AS g;
INSERT INTO reconciliation SELECT id / 10, id, booked_on FROM entry WHERE id % 10 = 0 AND id <= 1000;
