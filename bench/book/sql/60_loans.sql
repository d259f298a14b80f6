-- Signed contracts and loans in equal parts of principal. One loan in twenty is two instalments behind.
CREATE TEMP TABLE lent AS
SELECT told.*, greatest(0, least(term, due) - CASE WHEN late THEN 2 ELSE 0 END) AS paid
FROM (SELECT requests.*, pg_temp.id_at(begun_at + interval '3 days', 'loan ' || at) AS loan_id,
             pg_temp.id_at(begun_at + interval '2 days', 'contract ' || at) AS contract_id,
             begun_at + interval '3 days' AS opened_at, lent_on,
             -- how many monthly days of payment lie before today; days of the month go no further than the 28th
             ((extract(year FROM pg_temp.day()) - extract(year FROM lent_on)) * 12
              + extract(month FROM pg_temp.day()) - extract(month FROM lent_on)
              - (extract(day FROM pg_temp.day()) <= extract(day FROM lent_on))::int)::int AS due,
             pg_temp.dice('late ' || at, 20) = 0 AS late
      FROM requests,
           LATERAL (SELECT (begun_at + interval '3 days')::date AS opened_on) opened,
           LATERAL (SELECT opened_on - greatest(0, extract(day FROM opened_on)::int - 28) AS lent_on) began
      WHERE turn % 2 = 0) told;

INSERT INTO contracts (customer_id, id, branch_id, officer_id, number, application_id, state, terms, terms_hash,
                       evidence, drawn_by, drawn_at, sent_at, signed_at, version)
SELECT customer_id, contract_id, branch_id, officer_id, '2' || lpad(at::text, 11, '0'), id, 'signed', '{}',
       decode(md5('terms ' || at), 'hex'), '{}', officer_id, begun_at + interval '2 days', begun_at + interval '2 days',
       begun_at + interval '2 days', 4
FROM lent;

INSERT INTO loans (customer_id, id, branch_id, officer_id, number, application_id, contract_id, product_version_id,
                   funding_account_id, principal_fen, rate_annual, term_months, method, convention, penalty_multiple,
                   penalty_rate, day_base, plan, servicing, acts, written_off_fen, excess_fen, state, outstanding_fen,
                   next_due_on, opened_by, opened_at, disbursed_on, closed_on, version)
SELECT customer_id, loan_id, branch_id, officer_id, '3' || lpad(at::text, 11, '0'), id, contract_id, product_version_id,
       (SELECT id FROM funding_accounts), unit_fen * term, rate_annual, term, 'equal_principal', 'prc_360', 1.5,
       rate_annual * 1.5, 360,
       jsonb_build_object('principal_fen', unit_fen * term, 'rate_annual', rate_annual::text, 'method',
                          'equal_principal', 'periods', term, 'start_on', lent_on::text, 'convention', 'prc_360'),
       '{}', 1, 0, 0,
       CASE WHEN paid = term THEN 'closed' ELSE 'active' END, unit_fen * (term - paid),
       CASE WHEN paid < term THEN (lent_on + make_interval(months => paid + 1))::date END, officer_id, opened_at, lent_on,
       CASE WHEN paid = term THEN (lent_on + make_interval(months => term))::date END, 1 + paid
FROM lent;

INSERT INTO loan_acts (customer_id, id, branch_id, officer_id, loan_id, number, kind, value_on, booked_on, amount_fen,
                       detail, recorded_by, recorded_at)
SELECT customer_id, pg_temp.id_at(opened_at, 'disbursement ' || at), branch_id, officer_id, loan_id, 1, 'disbursement',
       lent_on, lent_on, unit_fen * term, '{}', officer_id, opened_at
FROM lent;
