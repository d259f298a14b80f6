SELECT row_to_json(answer) FROM (
  SELECT (
    SELECT row_to_json(found) FROM (
      SELECT 'Loan_' || encode(uuid_send(loan.customer_id) || uuid_send(loan.id), 'hex') AS id,
             loan.number, upper(loan.state) AS state, (loan.principal_fen * 0.01)::text AS principal,
             (loan.outstanding_fen * 0.01)::text AS outstanding, trim_scale(loan.rate_annual)::text AS "rateAnnual",
             loan.term_months AS "termMonths", loan.disbursed_on AS "disbursedOn", loan.next_due_on AS "nextDueOn",
             row_to_json(customer) AS customer, row_to_json(officer) AS officer, row_to_json(branch) AS branch,
             row_to_json(application) AS application, schedule.rows AS instalments
      FROM loans loan
      LEFT JOIN LATERAL (
        SELECT name_masked AS "nameMasked", phone_masked AS "phoneMasked" FROM customers
        WHERE customer_id = loan.customer_id AND branch_id = ANY ($1::uuid[])
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
          AND request.branch_id = ANY ($1::uuid[])
      ) application ON true
      LEFT JOIN LATERAL (
        SELECT json_agg(row_to_json(line)) AS rows FROM (
          SELECT number, due_on AS "dueOn", (principal_fen * 0.01)::text AS principal,
                 (interest_fen * 0.01)::text AS interest, (paid_principal_fen * 0.01)::text AS "paidPrincipal",
                 (paid_interest_fen * 0.01)::text AS "paidInterest"
          FROM instalments
          WHERE customer_id = loan.customer_id AND loan_id = loan.id AND branch_id = ANY ($1::uuid[])
          ORDER BY number
        ) line
      ) schedule ON true
      WHERE loan.customer_id = $3::uuid AND loan.id = $4::uuid AND loan.branch_id = ANY ($1::uuid[])
    ) found
  ) AS loan
) answer
