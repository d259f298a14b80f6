SELECT row_to_json(answer) FROM (
  SELECT (
    SELECT row_to_json(page) FROM (
      SELECT coalesce(json_agg(row_to_json(line)), '[]') AS nodes FROM (
        SELECT 'Loan_' || encode(uuid_send(loan.customer_id) || uuid_send(loan.id), 'hex') AS id,
               loan.number, upper(loan.state) AS state, (loan.principal_fen * 0.01)::text AS principal,
               (loan.outstanding_fen * 0.01)::text AS outstanding, trim_scale(loan.rate_annual)::text AS "rateAnnual",
               loan.next_due_on AS "nextDueOn", row_to_json(customer) AS customer, row_to_json(officer) AS officer,
               row_to_json(branch) AS branch, row_to_json(application) AS application
        FROM (
          SELECT * FROM loans WHERE branch_id = $1 ORDER BY opened_at DESC, id DESC LIMIT 100
        ) loan
        LEFT JOIN LATERAL (
          SELECT name_masked AS "nameMasked" FROM customers
          WHERE customer_id = loan.customer_id AND branch_id = $1
        ) customer ON true
        LEFT JOIN LATERAL (SELECT name FROM staff WHERE id = loan.officer_id) officer ON true
        LEFT JOIN LATERAL (SELECT name FROM branches WHERE id = loan.branch_id) branch ON true
        LEFT JOIN LATERAL (
          SELECT row_to_json(product) AS product FROM applications request
          LEFT JOIN LATERAL (
            SELECT name_zh AS "nameZh" FROM product_versions version JOIN products ON code = version.product_code
            WHERE version.id = request.product_version_id
          ) product ON true
          WHERE request.customer_id = loan.customer_id AND request.id = loan.application_id
            AND request.branch_id = $1
        ) application ON true
        ORDER BY loan.opened_at DESC, loan.id DESC
      ) line
    ) page
  ) AS loans
) answer
