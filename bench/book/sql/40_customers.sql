-- Customers with their keys and exposures. Sealed columns hold bytes that nothing here asks to open.
CREATE TEMP TABLE borrowers AS
SELECT n AS at, pg_temp.id_at(came_at, 'customer ' || n) AS id, came_at, officer.id AS officer_id, officer.branch_id
FROM (SELECT n, pg_temp.day() - 800 + make_interval(mins => (n * 24.0 * 60 * 60 / pg_temp.size_of('customers'))::int)
        AS came_at
      FROM generate_series(0, pg_temp.size_of('customers') - 1) n) each
JOIN people officer
  ON officer.position_code = 'loan_officer' AND officer.at = 1 + each.n % pg_temp.size_of('officers');
CREATE UNIQUE INDEX ON borrowers (at);
ANALYZE borrowers;

INSERT INTO customer_keys (customer_id, id, branch_id, officer_id, wrapped, created_at)
SELECT id, id, branch_id, officer_id, decode(md5('key ' || at), 'hex'), came_at FROM borrowers;

INSERT INTO customers (customer_id, id, branch_id, officer_id, kind, state, name_cipher, name_masked, name_sort,
                       number_cipher, number_index, number_masked, number_last4, phone_cipher, phone_index,
                       phone_masked, phone_last4, income_monthly_fen, debt_monthly_fen, created_at, registered_at,
                       version)
SELECT id, id, branch_id, officer_id, 'person', 'active', decode(md5('name ' || at), 'hex'),
       substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', 1 + pg_temp.dice('surname ' || at, 20)::int, 1) || '**',
       substr('wlzlcyzhzwxshzglhgml', 1 + pg_temp.dice('surname ' || at, 20)::int, 1) || 'ab',
       decode(md5('number ' || at), 'hex'), sha256(('number ' || at)::bytea), '310***********' || lpad(at::text, 4, '0'),
       lpad((at % 10000)::text, 4, '0'), decode(md5('phone ' || at), 'hex'), sha256(('phone ' || at)::bytea),
       '139****' || lpad((at % 10000)::text, 4, '0'), lpad((at % 10000)::text, 4, '0'),
       500000 + pg_temp.dice('income ' || at, 2500000), pg_temp.dice('debt ' || at, 300000), came_at, came_at, 2
FROM borrowers;

INSERT INTO customer_exposures (customer_id, id, branch_id, officer_id, outstanding_fen, committed_fen)
SELECT id, id, branch_id, officer_id, 0, 0 FROM borrowers;
