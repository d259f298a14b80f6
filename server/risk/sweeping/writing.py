# ruff: noqa: S608 - statements are put together from formulas and thresholds; what comes from outside is bound
"""The one statement of a span: measures its subjects, grades them, keeps what has changed and tells of the hits.

It binds `day`, `low`, `high` (and `ids`, where only some of the span were touched), `hq`, `edition`, `codes`, `sweep`,
`mark` (twelve hexadecimal digits of the sweep's instant), `at` and `told`, the codes whose hits are wanted back. Its
rows are hits; the first one carries the counts of the span, so there is always one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.risk.catalogue import catalogue
from server.risk.compiling import Columns
from server.risk.formula import Formula, Subjects
from server.risk.grading import Grade
from server.risk.grain import OF_CUSTOMERS, Grain
from server.risk.sweeping.letters import letter
from server.risk.thresholds.rules import Threshold

TRIGGERED: Final = f"('{Grade.WARN.value}', '{Grade.CRITICAL.value}')"
PRODUCTS: Final = {
    Grain.LOAN: "(SELECT v.product_code FROM product_versions v WHERE v.id = s.product_version_id)",
    Grain.APPLICATION: "(SELECT v.product_code FROM product_versions v WHERE v.id = s.product_version_id)",
    Grain.PRODUCT: "s.code",
}
REGIONS: Final = (
    "(SELECT CASE b.kind WHEN 'region' THEN b.id ELSE b.parent_id END FROM branches b WHERE b.id = s.branch_id)"
)
WITHOUT_REGION: Final = frozenset({Grain.PRODUCT, Grain.HOUSE, Grain.MARKET, Grain.POLICY})
KEPT: Final = ("branch_id", "officer_id", "grain", "as_of", "edition", "values", "grades")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a span's statement is made of. `left_out` are codes whose formulas have failed in this sweep."""

    subjects: Subjects
    formulas: Sequence[Formula]
    forced: Mapping[str, Sequence[Threshold]]
    left_out: frozenset[str] = frozenset()
    only_some: bool = False


def subjects_statements(plan: Plan) -> tuple[str, str, str]:
    """Put the subjects of a span into a table of the transaction, of which the planner then knows how many they are.

    What is only guessed ends in a plan that looks through all of them for every row.
    """
    kept = f"CREATE TEMPORARY TABLE subjects ON COMMIT DROP AS {_subjects(plan)}"
    return kept, "CREATE UNIQUE INDEX subjects_id ON subjects (id)", "ANALYZE subjects"


def span_statement(plan: Plan) -> str:
    """The statement of a span, over its table of subjects."""
    columns = Columns()
    values, inputs, taken = [], [], dict[str, str]()
    for formula in plan.formulas:
        if formula.code in plan.left_out:
            values.append("CAST(NULL AS numeric)")
            inputs.append("CAST(NULL AS jsonb)")
        else:
            values.append(f"({columns.put_in(formula.value, formula)})::numeric")
            inputs.append(_inputs(formula, columns, taken))
    measured = [f"{value} AS v{number}" for number, value in enumerate(values)]
    measured += [f"{column} AS {alias}" for column, alias in taken.items()]
    relations = "".join(f"{each},\n" for each in columns.grouped)
    return (
        f"WITH {relations}"
        f"former AS MATERIALIZED ({_FORMER}),\n"
        f"graded AS MATERIALIZED ({_graded(plan, measured, columns)}),\n"
        f"written AS ({_written(plan)}),\n"
        f"hits AS MATERIALIZED ({_hits(plan, inputs)}),\n"
        f"noted AS (INSERT INTO risk_hits ({', '.join(_HIT)}) SELECT {', '.join(_HIT)} FROM hits)\n"
        f"{_TOLD}"
    )


def value_statement(plan: Plan) -> str:
    """A statement that only reckons the values of a span: whether it fails is what is asked of it."""
    columns = Columns()
    values = [f"({columns.put_in(one.value, one)})::numeric" for one in plan.formulas if one.code not in plan.left_out]
    told = ", ".join(f"{value} AS v{number}" for number, value in enumerate(values))
    common = columns.common(_subjects(plan))
    return f"{common}\nSELECT count(hashtext(m::text)) FROM (SELECT {told} {columns.joined} OFFSET 0) m"


def bound_statement(subjects: Subjects) -> str:
    """The last id of the next span: of `size` subjects after `low`."""
    return f"SELECT id FROM (SELECT id FROM ({subjects.rows}) w ORDER BY id LIMIT :size) n ORDER BY id DESC LIMIT 1"


def _subjects(plan: Plan) -> str:
    if not plan.only_some:
        return plan.subjects.rows
    return f"SELECT w.* FROM ({plan.subjects.rows}) w WHERE w.id = ANY(CAST(:ids AS uuid[]))"


def _inputs(formula: Formula, columns: Columns, taken: dict[str, str]) -> str:
    """SQL over a graded row: the figures of a formula by name. `taken` are the columns that it needs there."""
    told = []
    for name, figure in formula.figures.items():
        alias = taken.setdefault(columns.column(figure), f"c{len(taken)}")
        told.append(f"'{name}', g.{alias}")
    return f"jsonb_build_object({', '.join(told)})" if told else "CAST('{}' AS jsonb)"


_FORMER: Final = """
SELECT e.id, ARRAY(SELECT array_position(e.codes, c.code) FROM unnest(CAST(:codes AS text[])) WITH ORDINALITY c(code, n)
                    ORDER BY c.n) AS places
  FROM risk_editions e WHERE e.grain = :grain AND e.id <> CAST(:edition AS uuid)"""
"""Where the codes of this edition stood in the former ones."""


def _graded(plan: Plan, measured: Sequence[str], columns: Columns) -> str:
    """Every subject with its values and letters, and what its sheet says so far.

    OFFSET 0 keeps the values of the inner row from being reckoned once for every place that names them.
    """
    sheet = "risk_sheets" if plan.subjects.grain in OF_CUSTOMERS else "risk_house_sheets"
    own = "o.customer_id = m.customer_id" if plan.subjects.grain in OF_CUSTOMERS else "o.grain = :grain"
    letters, values, nothing = [], [], Grade.NOTHING.value
    for number, formula in enumerate(plan.formulas):
        if formula.code in plan.left_out:
            letters.append(f"coalesce(substr(f.grades, {number + 1}, 1), '{Grade.UNKNOWN.value}')")
            values.append(f"CASE WHEN f.same THEN o.values[{number + 1}] END")
        else:
            how = catalogue()[formula.code].operator
            letters.append(letter(f"m.v{number}", how, plan.forced[formula.code], external=formula.external))
            values.append(f"m.v{number}")
    return f"""
SELECT m.*, f.grades AS former_grades, f.same, o.values AS former_values, o.branch_id AS former_branch,
       {" || ".join(letters)} AS grades, ARRAY[{", ".join(values)}]::numeric[] AS values
  FROM (SELECT s.id, s.label, s.customer_id, coalesce(s.branch_id, CAST(:hq AS uuid)) AS branch_id, s.officer_id,
               {_places(plan)}, {", ".join(measured)}
          {columns.joined} OFFSET 0) m
  LEFT JOIN {sheet} o ON {own} AND o.id = m.id
  LEFT JOIN former p ON p.id = o.edition
  LEFT JOIN LATERAL (
    SELECT o.edition = CAST(:edition AS uuid) AS same,
           CASE WHEN o.edition = CAST(:edition AS uuid) THEN o.grades
                ELSE (SELECT string_agg(coalesce(substr(o.grades, was.at, 1), '{nothing}'), '' ORDER BY was.n)
                        FROM unnest(p.places) WITH ORDINALITY was(at, n)) END AS grades) f ON true"""


def _places(plan: Plan) -> str:
    """Product and region of a subject, where a threshold asks for them."""
    asked = [one for forced in plan.forced.values() for one in forced]
    grain = plan.subjects.grain
    product, region = "CAST(NULL AS text)", "CAST(NULL AS uuid)"
    if any(one.product_code is not None for one in asked):
        product = PRODUCTS.get(grain, product)
    if any(one.region_id is not None for one in asked) and grain not in WITHOUT_REGION:
        region = REGIONS
    return f"{product} AS product, {region} AS region"


def _written(plan: Plan) -> str:
    """Sheets that are new or say something else than before."""
    of_customers = plan.subjects.grain in OF_CUSTOMERS
    table, own = ("risk_sheets", "customer_id") if of_customers else ("risk_house_sheets", "label")
    key = "customer_id, id" if of_customers else "grain, id"
    columns = f"{own}, id, {', '.join(KEPT)}"
    changed = ", ".join(f"{name} = excluded.{name}" for name in KEPT)
    return f"""
INSERT INTO {table} ({columns})
SELECT g.{own}, g.id, g.branch_id, g.officer_id, :grain, :day, CAST(:edition AS uuid), g.values, g.grades
  FROM graded g
 WHERE g.same IS NOT TRUE OR g.grades <> g.former_grades OR g.values IS DISTINCT FROM g.former_values
    OR g.branch_id <> g.former_branch
ON CONFLICT ({key}) DO UPDATE SET {changed}
RETURNING 1"""


_HIT: Final = (
    "id",
    "sweep_id",
    "day",
    "code",
    "version",
    "grain",
    "subject_id",
    "label",
    "customer_id",
    "branch_id",
    "officer_id",
    "grade",
    "former",
    "value",
    "inputs",
    "found_at",
)


def _hits(plan: Plan, inputs: Sequence[str]) -> str:
    """One row for each change of grade to warn or critical, or back from there.

    The id is that of the sweep, the code and the subject: what is found twice would be refused. Inputs are put
    together only where they are kept.
    """
    nothing = Grade.NOTHING.value * len(plan.formulas)
    rows = ", ".join(
        f"({number}, '{formula.code}', {formula.version}, g.v{number}, "
        f"CASE WHEN {_changed(str(number + 1))} THEN {inputs[number]} END)"
        for number, formula in enumerate(plan.formulas)
    )
    mixed = "md5(CAST(:sweep AS text) || h.code || CAST(h.subject_id AS text))"
    return f"""
SELECT CAST(CAST(:mark AS text) || '7' || substr({mixed}, 1, 3) || '8' || substr({mixed}, 4, 15) AS uuid) AS id,
       CAST(:sweep AS uuid) AS sweep_id, CAST(:day AS date) AS day, CAST(:grain AS text) AS grain,
       CAST(:at AS timestamptz) AS found_at, h.*
  FROM (SELECT g.id AS subject_id, g.label, g.customer_id, g.branch_id, g.officer_id,
               c.code, CAST(c.version AS bigint) AS version, c.value, c.inputs,
               substr(g.grades, c.at + 1, 1) AS grade, substr(g.former, c.at + 1, 1) AS former
          FROM (SELECT graded.*, coalesce(former_grades, '{nothing}') AS former FROM graded) g
         CROSS JOIN LATERAL (VALUES {rows}) AS c(at, code, version, value, inputs)
         WHERE g.grades <> g.former AND {_changed("c.at + 1")}) h"""


def _changed(place: str) -> str:
    """SQL over a graded row: whether the grade at a place has changed, to or from one that triggers."""
    grade, former = f"substr(g.grades, {place}, 1)", f"substr(g.former, {place}, 1)"
    return f"({grade} <> {former} AND ({grade} IN {TRIGGERED} OR {former} IN {TRIGGERED}))"


_TOLD: Final = """
SELECT CASE WHEN row_number() OVER () = 1 THEN (
         SELECT jsonb_build_object(
           'subjects', (SELECT count(*) FROM graded), 'sheets', (SELECT count(*) FROM written),
           'hits', (SELECT count(*) FROM hits),
           'grades', (SELECT jsonb_object_agg(d.grades, d.subjects)
                        FROM (SELECT grades, count(*) AS subjects FROM graded GROUP BY grades) d))) END AS counted, h.*
  FROM (VALUES (1)) one LEFT JOIN hits h ON h.code = ANY(CAST(:told AS text[]))"""
