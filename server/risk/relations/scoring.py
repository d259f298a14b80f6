# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""Scores beside what they were learnt from and what came of them; how complete and fresh data is, what rules hit.

A scorecard's file tells how it was learnt: the spread of its scores, rows by bin of each feature, KS on held-out rows
(`server.decision.scorecards`). Scores are those of the last assessment of an application. A loan went bad when it was
ever more than ninety days past due, or was written off.
"""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.house import of_house
from server.risk.relations.moments import DAY, ENDS, local, within

SHARE_FLOOR: Final = "0.0001"
"""An empty band counts as this share, as in the scorecards' own measure."""
GROWN: Final = f"l.disbursed_on <= {DAY} - interval '6 months' AND l.disbursed_on > {DAY} - interval '18 months'"

_INDEX: Final = f"""(greatest(x.share, {SHARE_FLOOR}) - greatest(x.expected, {SHARE_FLOOR}))
       * ln(greatest(x.share, {SHARE_FLOOR}) / greatest(x.expected, {SHARE_FLOOR}))"""
"""One band's part of the population stability index."""

_MONTH: Final = f"""SELECT d.score, d.facts, d.scorecard_id, md5(v.product_code)::uuid AS product
          FROM decision_assessments d
          JOIN applications a ON a.customer_id = d.customer_id AND a.id = d.application_id
          JOIN product_versions v ON v.id = a.product_version_id
         WHERE d.score IS NOT NULL AND {within("d.recorded_at", 30)}"""

SPREAD: Final = Relation(
    "model_spread",
    Grain.PRODUCT,
    f"""
SELECT x.product AS subject, x.scorecard_id, sum({_INDEX}) AS psi
  FROM (SELECT g.product, g.scorecard_id, e.expected::numeric AS expected,
               coalesce(n.found, 0)::numeric / g.scored AS share
          FROM (SELECT m.product, m.scorecard_id, count(*) AS scored FROM ({_MONTH}) m GROUP BY 1, 2) g
          JOIN decision_editions c ON c.id = g.scorecard_id
         CROSS JOIN LATERAL jsonb_array_elements_text(c.card #> '{{spread,shares}}')
               WITH ORDINALITY AS e (expected, band)
          LEFT JOIN (SELECT m.product, m.scorecard_id, count(*) AS found,
                            width_bucket(m.score::float8, b.edges) + 1 AS band
                       FROM ({_MONTH}) m
                       JOIN (SELECT c.id, array(SELECT y.edge::float8 FROM jsonb_array_elements_text(
                                      c.card #> '{{spread,edges}}') AS y (edge)) AS edges
                               FROM decision_editions c WHERE c.kind = 'scorecard') b ON b.id = m.scorecard_id
                      GROUP BY 1, 2, 4) n
            ON n.product = g.product AND n.scorecard_id = g.scorecard_id AND n.band = e.band) x
 GROUP BY x.product, x.scorecard_id""",
    ("applications", "decision_assessments", "decision_editions", "product_versions"),
)
"""How far the scores of a month have moved from those the scorecard was learnt from, by product and scorecard."""

_FEATURES: Final = """SELECT c.id, t.feature ->> 'name' AS name, t.feature -> 'groups' AS groups,
               array(SELECT y.edge::float8 FROM jsonb_array_elements_text(
                 CASE jsonb_typeof(t.feature -> 'edges') WHEN 'array' THEN t.feature -> 'edges' ELSE '[]' END)
                 AS y (edge)) AS edges, t.feature -> 'bins' AS bins
          FROM decision_editions c CROSS JOIN LATERAL jsonb_array_elements(c.content -> 'features') AS t (feature)
         WHERE c.kind = 'scorecard'"""
_BIN: Final = """CASE WHEN m.facts ->> f.name IS NULL THEN jsonb_array_length(f.bins)
                   WHEN jsonb_typeof(f.groups) = 'object'
                   THEN coalesce((f.groups ->> (m.facts ->> f.name))::int + 1, jsonb_array_length(f.bins))
                   ELSE width_bucket((m.facts ->> f.name)::float8, f.edges) + 1 END"""

FEATURES: Final = Relation(
    "model_features",
    Grain.PRODUCT,
    f"""
SELECT x.product AS subject, x.name, sum({_INDEX}) AS psi
  FROM (SELECT g.product, g.scorecard_id, f.name, coalesce(n.found, 0)::numeric / g.scored AS share,
               ((e.bin ->> 'good')::numeric + (e.bin ->> 'bad')::numeric)
               / nullif(sum((e.bin ->> 'good')::numeric + (e.bin ->> 'bad')::numeric)
                        OVER (PARTITION BY g.product, g.scorecard_id, f.name), 0) AS expected
          FROM (SELECT m.product, m.scorecard_id, count(*) AS scored FROM ({_MONTH}) m GROUP BY 1, 2) g
          JOIN ({_FEATURES}) f ON f.id = g.scorecard_id
         CROSS JOIN LATERAL jsonb_array_elements(f.bins) WITH ORDINALITY AS e (bin, band)
          LEFT JOIN (SELECT m.product, m.scorecard_id, f.name, {_BIN} AS band, count(*) AS found
                       FROM ({_MONTH}) m JOIN ({_FEATURES}) f ON f.id = m.scorecard_id GROUP BY 1, 2, 3, 4) n
            ON n.product = g.product AND n.scorecard_id = g.scorecard_id AND n.name = f.name AND n.band = e.band) x
 WHERE x.expected IS NOT NULL
 GROUP BY x.product, x.scorecard_id, x.name""",
    ("applications", "decision_assessments", "decision_editions", "product_versions"),
)
"""The same of each feature: the bins of the scorecard tell how many rows they were laid over."""

_CAME: Final = f"""SELECT md5(v.product_code)::uuid AS product, d.score, d.scorecard_id,
               (c.late_90_on <= {DAY} OR l.state = 'written_off' OR coalesce({DAY} - l.next_due_on > 90, false)) IS TRUE
               AS bad
          FROM loans l
          JOIN (SELECT DISTINCT ON (d.customer_id, d.application_id) d.customer_id, d.application_id, d.score,
                       d.scorecard_id
                  FROM decision_assessments d WHERE d.score IS NOT NULL
                 ORDER BY d.customer_id, d.application_id, d.recorded_at DESC, d.id DESC) d
            ON d.customer_id = l.customer_id AND d.application_id = l.application_id
          JOIN product_versions v ON v.id = l.product_version_id
          LEFT JOIN loan_classes c ON c.customer_id = l.customer_id AND c.id = l.id
         WHERE {GROWN}"""
_CAME_TABLES: Final = ("decision_assessments", "decision_editions", "loan_classes", "loans", "product_versions")

POWER: Final = Relation(
    "model_power",
    Grain.PRODUCT,
    f"""
SELECT x.product AS subject, x.bad, x.goods, x.bads, abs(x.bad_so_far / nullif(x.bads, 0)
       - x.good_so_far / nullif(x.goods, 0)) AS apart, x.place + (x.alike - 1) / 2.0 AS place, e.learnt,
       1 / (1 + exp((x.score - e.offset_) / e.factor)) AS foretold
  FROM (SELECT m.*, count(*) FILTER (WHERE m.bad) OVER (PARTITION BY m.product)::numeric AS bads,
               count(*) FILTER (WHERE NOT m.bad) OVER (PARTITION BY m.product)::numeric AS goods,
               count(*) FILTER (WHERE m.bad) OVER (PARTITION BY m.product ORDER BY m.score)::numeric AS bad_so_far,
               count(*) FILTER (WHERE NOT m.bad) OVER (PARTITION BY m.product ORDER BY m.score)::numeric AS good_so_far,
               rank() OVER (PARTITION BY m.product ORDER BY m.score) AS place,
               count(*) OVER (PARTITION BY m.product, m.score) AS alike
          FROM ({_CAME}) m) x
  JOIN (SELECT c.id, (c.card #>> '{{figures,held_out,ks}}')::numeric AS learnt,
               (c.content ->> 'offset')::numeric AS offset_, (c.content ->> 'factor')::numeric AS factor
          FROM decision_editions c WHERE c.kind = 'scorecard') e ON e.id = x.scorecard_id""",
    _CAME_TABLES,
)
"""Scored loans of half a year to one and a half: whether they went bad, how far good and bad lie apart up to their
score, their place among all, what the scorecard had foretold, and the KS it was learnt with."""

BANDS: Final = Relation(
    "model_bands",
    Grain.PRODUCT,
    f"""
SELECT x.product AS subject, x.bad_share > lag(x.bad_share) OVER (PARTITION BY x.product ORDER BY x.band) AS breaks
  FROM (SELECT m.product, width_bucket(m.score::float8, b.edges) AS band, avg(m.bad::int) AS bad_share
          FROM ({_CAME}) m
          JOIN (SELECT c.id, array(SELECT y.edge::float8 FROM jsonb_array_elements_text(c.card #> '{{spread,edges}}')
                                   AS y (edge)) AS edges
                  FROM decision_editions c WHERE c.kind = 'scorecard') b ON b.id = m.scorecard_id
         GROUP BY m.product, 2) x""",
    _CAME_TABLES,
)
"""Bands of the score, the worst first: it breaks where a better band has more bad loans than the one below it."""


RECORDS: Final = of_house(
    "data_records",
    """
  SELECT count(*)::numeric AS customers, count(c.number_index) - count(DISTINCT c.number_index) AS doubled,
         sum(num_nulls(c.name_cipher, c.number_index, c.phone_index,
                       CASE WHEN c.kind = 'person' THEN c.income_monthly_fen ELSE 0 END)) AS missing
    FROM customers c WHERE c.state = 'active'""",
    "customers",
)
MANDATORY_FIELDS: Final = 4
"""Name, number, phone, and of a person the income."""

CALLS: Final = of_house(
    "data_calls",
    f"""
  SELECT count(*)::numeric AS calls, count(*) FILTER (WHERE i.trouble IS NOT NULL OR i.state IN ('unknown', 'wrong'))
         AS failed
    FROM connector_inquiries i WHERE {within("i.asked_at", 1)} GROUP BY date_trunc('hour', i.asked_at)""",
    "connector_inquiries",
)
"""Questions to sources, hour by hour of the day, and those that failed."""

CONFIRMED: Final = of_house(
    "data_confirmed",
    f"""
  SELECT count(*)::numeric AS papers, count(*) FILTER (WHERE cardinality(d.corrected) > 0) AS corrected
    FROM document_confirmations d WHERE {within("d.confirmed_at", 7)}""",
    "document_confirmations",
)

REPORT_AGE: Final = Relation(
    "data_report_age",
    Grain.APPLICATION,
    f"""
SELECT a.id AS subject, {local(f"least(coalesce(a.decided_at, {ENDS}), {ENDS} - interval '1 second')")}
       - max(i.observed_on) AS days
  FROM applications a
  JOIN connector_inquiries i ON i.customer_id = a.customer_id AND i.state = 'answered'
   AND i.answered_at <= coalesce(a.decided_at, {ENDS})
  JOIN connector_sources c ON c.code = i.source AND c.kind = 'credit_bureau'
 WHERE a.id IN (SELECT id FROM subjects)
 GROUP BY a.id, a.decided_at""",
    ("applications", "connector_inquiries", "connector_sources"),
)
"""How old the bureau's last report was when an application was decided, or is while it is not."""

_HANDED_IN: Final = f"""SELECT {local("a.submitted_at")} AS day, count(*)::numeric AS handed_in
          FROM applications a WHERE {within("a.submitted_at", 29)} GROUP BY 1"""

HITS: Final = Relation(
    "data_hits",
    Grain.POLICY,
    f"""
SELECT md5(h.code)::uuid AS subject, t.handed_in, coalesce(sum(h.hits) FILTER (WHERE h.day = {DAY}), 0) AS hits,
       sum(h.hits / n.handed_in) FILTER (WHERE h.day < {DAY}) / max(b.days) AS usual
  FROM (SELECT f.code, {local("f.found_at")} AS day, count(*)::numeric AS hits FROM application_findings f
         WHERE {within("f.found_at", 29)} GROUP BY 1, 2) h
  JOIN ({_HANDED_IN}) n ON n.day = h.day
 CROSS JOIN (SELECT nullif(count(*) FILTER (WHERE y.day < {DAY}), 0) AS days FROM ({_HANDED_IN}) y) b
  JOIN ({_HANDED_IN}) t ON t.day = {DAY}
 GROUP BY h.code, t.handed_in""",
    ("application_findings", "applications"),
)
"""How often a rule was hit on the day, of what was handed in, beside the mean of the twenty-eight days before it; days
on which nothing was handed in do not count."""
