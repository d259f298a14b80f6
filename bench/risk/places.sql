-- Headquarters, five regions, fifty branches, four officers each, five funding accounts.
INSERT INTO branches (id, parent_id, kind, code, name)
SELECT pg_temp.id_at('2020-01-01', 'hq'), NULL, 'headquarters', 'hq', '总部';
INSERT INTO branches (id, parent_id, kind, code, name)
SELECT pg_temp.id_at('2020-01-02', 'region ' || n), pg_temp.id_at('2020-01-01', 'hq'), 'region', 'r' || n, '第' || n || '区'
  FROM generate_series(1, 5) n;
INSERT INTO branches (id, parent_id, kind, code, name)
SELECT pg_temp.id_at('2020-01-03', 'branch ' || n), pg_temp.id_at('2020-01-02', 'region ' || 1 + n % 5), 'branch',
       'b' || lpad(n::text, 3, '0'), '第' || n || '支行'
  FROM generate_series(0, 49) n;
INSERT INTO staff (id, login, name, branch_id, state, password_hash, must_change_password, created_at)
SELECT pg_temp.id_at('2020-02-01', 'officer ' || n), 'officer' || n, '客户经理' || n,
       pg_temp.id_at('2020-01-03', 'branch ' || n % 50), 'active', '-', false, '2020-02-01'
  FROM generate_series(0, 199) n;
INSERT INTO funding_accounts (id, branch_id, bank_name, account_number, state, opened_at)
SELECT pg_temp.id_at('2021-01-01', 'fund ' || n), pg_temp.id_at('2020-01-03', 'branch ' || n), '工商银行',
       '310016000000000' || n, 'open', '2021-01-01'
  FROM generate_series(0, 4) n;
