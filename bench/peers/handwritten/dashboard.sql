SELECT row_to_json(answer) FROM (
  SELECT
    (SELECT json_agg(line) FROM (
      SELECT count(*) AS count FROM applications WHERE officer_id = $2
    ) line) AS applied,
    (SELECT json_agg(line) FROM (
      SELECT (coalesce(sum(outstanding_fen), 0) * 0.01)::text AS outstanding FROM loans WHERE officer_id = $2
    ) line) AS lent,
    (SELECT row_to_json(page) FROM (
      SELECT
        (SELECT count(*) FROM applications WHERE officer_id = $2 AND state = 'in_review') AS "totalCount",
        (SELECT coalesce(json_agg(row_to_json(line)), '[]') FROM (
          SELECT request.number, (request.amount_fen * 0.01)::text AS amount, request.created_at AS "createdAt",
                 row_to_json(customer) AS customer, row_to_json(product) AS product
          FROM (
            SELECT * FROM applications WHERE officer_id = $2 AND state = 'in_review'
            ORDER BY created_at DESC, id DESC LIMIT 10
          ) request
          LEFT JOIN LATERAL (
            SELECT name_masked AS "nameMasked" FROM customers
            WHERE customer_id = request.customer_id AND officer_id = $2
          ) customer ON true
          LEFT JOIN LATERAL (
            SELECT name_zh AS "nameZh" FROM product_versions version JOIN products ON code = version.product_code
            WHERE version.id = request.product_version_id
          ) product ON true
          ORDER BY request.created_at DESC, request.id DESC
        ) line) AS nodes
    ) page) AS waiting,
    (SELECT row_to_json(page) FROM (
      SELECT
        (SELECT count(*) FROM loans WHERE officer_id = $2 AND state = 'active') AS "totalCount",
        (SELECT coalesce(json_agg(row_to_json(line)), '[]') FROM (
          SELECT loan.number, (loan.outstanding_fen * 0.01)::text AS outstanding, loan.next_due_on AS "nextDueOn",
                 row_to_json(customer) AS customer, row_to_json(branch) AS branch
          FROM (
            SELECT * FROM loans WHERE officer_id = $2 AND state = 'active'
            ORDER BY opened_at DESC, id DESC LIMIT 10
          ) loan
          LEFT JOIN LATERAL (
            SELECT name_masked AS "nameMasked" FROM customers
            WHERE customer_id = loan.customer_id AND officer_id = $2
          ) customer ON true
          LEFT JOIN LATERAL (SELECT name FROM branches WHERE id = loan.branch_id) branch ON true
          ORDER BY loan.opened_at DESC, loan.id DESC
        ) line) AS nodes
    ) page) AS running
) answer
