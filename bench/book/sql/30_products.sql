-- Two more products beside the one of the catalogue; all three are lent.
INSERT INTO products (code, name_zh, name_en, created_at) VALUES
  ('consumer', '消费贷', 'Consumer loan', '2021-01-01'),
  ('farm', '助农贷', 'Farm loan', '2021-01-01');

INSERT INTO product_versions (id, product_code, number, method, amount_min_fen, amount_max_fen, term_months_min,
                              term_months_max, rate_annual, convention, penalty_multiple, fee_share, purposes,
                              effective_from, created_by, created_at)
SELECT pg_temp.id_at('2021-01-01', 'version ' || code), code, 1, 'equal_principal', 500000, 500000000, 3, 36, rate,
       'prc_360', 1.5, 0, '{working_capital,renovation}', '2021-01-01',
       (SELECT id FROM people WHERE position_code = 'committee_member'), '2021-01-01'
FROM (VALUES ('consumer', 0.156), ('farm', 0.1025)) AS offer (code, rate);

CREATE TEMP TABLE offers AS
SELECT id, row_number() OVER (ORDER BY product_code) - 1 AS at, rate_annual FROM product_versions;

INSERT INTO funding_accounts (id, branch_id, bank_name, account_number, state, opened_at)
SELECT pg_temp.id_at('2021-01-01', 'funding'), id, '工商银行', '3100160000000001', 'open', '2021-01-01'
FROM places WHERE kind = 'headquarters';
