"""What must hold within the books, recomputed from their rows."""

from typing import Final

from server.kit.checks import Check

CHECKS: Final = (
    Check(
        "ledger.entry_unbalanced",
        "分录借贷不平",
        "the postings of an entry do not add up to zero",
        "SELECT e.id AS subject, 0 AS expected, coalesce(sum(p.amount_fen), 0) AS found FROM ledger_entries e "
        "LEFT JOIN ledger_postings p ON p.customer_id = e.customer_id AND p.entry_id = e.id "
        "GROUP BY e.customer_id, e.id HAVING coalesce(sum(p.amount_fen), 0) <> 0",
    ),
    Check(
        "ledger.entry_changed",
        "分录行数或金额与记账时不同",
        "an entry has other postings than when it was posted",
        "SELECT e.id AS subject, e.posting_count || ' / ' || e.debit_fen AS expected, "
        "count(p.line) || ' / ' || coalesce(sum(p.amount_fen) FILTER (WHERE p.amount_fen > 0), 0) AS found "
        "FROM ledger_entries e LEFT JOIN ledger_postings p ON p.customer_id = e.customer_id AND p.entry_id = e.id "
        "GROUP BY e.customer_id, e.id HAVING count(p.line) <> e.posting_count OR count(p.line) < 2 "
        "OR coalesce(sum(p.amount_fen) FILTER (WHERE p.amount_fen > 0), 0) <> e.debit_fen "
        "OR bool_or(p.branch_id <> e.branch_id)",
    ),
    Check(
        "ledger.posting_without_entry",
        "分录行没有所属分录",
        "a posting belongs to no entry",
        "SELECT p.entry_id AS subject, 'entry' AS expected, 'none' AS found FROM ledger_postings p "
        "LEFT JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id WHERE e.id IS NULL",
    ),
    Check(
        "ledger.claim_differs",
        "业务占用记录与分录不一致",
        "an entry and the claim of its business event do not belong together",
        "SELECT coalesce(e.id, c.entry_id) AS subject, c.kind AS expected, e.event_type AS found "
        "FROM ledger_entries e FULL JOIN (SELECT * FROM ledger_claims WHERE kind <> 'reversal_of') AS c "
        "ON c.entry_id = e.id AND c.id = e.event_id AND c.kind = e.event_type WHERE e.id IS NULL OR c.id IS NULL",
    ),
    Check(
        "ledger.reversal_differs",
        "冲正与原分录不对应",
        "a reversal does not mirror the entry that it names",
        "SELECT r.id AS subject, r.reverses AS expected, coalesce(sum(abs(d.fen))::text, 'no original') AS found "
        "FROM ledger_entries r LEFT JOIN ledger_entries o ON o.customer_id = r.customer_id AND o.id = r.reverses "
        "LEFT JOIN LATERAL (SELECT sum(p.amount_fen) AS fen FROM ledger_postings p WHERE p.customer_id = r.customer_id "
        "AND p.entry_id IN (r.id, o.id) GROUP BY p.account_code, p.loan_id, p.funding_account_id) AS d ON true "
        "WHERE r.reverses IS NOT NULL GROUP BY r.customer_id, r.id, r.reverses "
        "HAVING bool_or(o.id IS NULL) OR sum(abs(d.fen)) <> 0",
    ),
    Check(
        "ledger.seal_broken",
        "分录链条断裂",
        "a link of the chain of entries does not follow from the link before and its entry",
        "SELECT s.number AS subject, encode(sha256(s.previous || convert_to(c.content, 'UTF8')), 'hex') AS expected, "
        "encode(s.hash, 'hex') AS found FROM (SELECT number, entry_id, customer_id, hash, "
        "lag(number, 1, 0::bigint) OVER chain AS before, "
        "lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER chain AS previous "
        "FROM ledger_seals WINDOW chain AS (ORDER BY number)) AS s "
        "LEFT JOIN ledger_contents c ON c.customer_id = s.customer_id AND c.id = s.entry_id "
        "WHERE s.number <> s.before + 1 OR c.content IS NULL "
        "OR s.hash <> sha256(s.previous || convert_to(c.content, 'UTF8'))",
    ),
    Check(
        "ledger.entry_not_chained",
        "分录未入链",
        "an entry has no place in the chain and does not wait for one",
        "SELECT e.id AS subject, 'sealed or waiting' AS expected, 'neither' AS found FROM ledger_entries e "
        "WHERE NOT EXISTS (SELECT FROM ledger_seals s WHERE s.entry_id = e.id) "
        "AND NOT EXISTS (SELECT FROM ledger_unsealed u WHERE u.entry_id = e.id)",
    ),
)
