"""DA: whether data is there, single, fresh and read right; whether scores and rules do what they were made for."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.scoring import (
    BANDS,
    CALLS,
    CONFIRMED,
    FEATURES,
    HITS,
    MANDATORY_FIELDS,
    POWER,
    RECORDS,
    REPORT_AGE,
    SPREAD,
)

GOODS: Final = Figure(POWER, "max(r.goods)")
BADS: Final = Figure(POWER, "max(r.bads)")

FORMULAS: Final = (
    Formula(
        "DA-01",
        Grain.HOUSE,
        f"{{missing}} / nullif({MANDATORY_FIELDS} * {{customers}}, 0)",
        {"missing": Figure(RECORDS, "max(r.missing)"), "customers": Figure(RECORDS, "max(r.customers)")},
    ),
    Formula("DA-02", Grain.PRODUCT, "{psi}", {"psi": Figure(SPREAD, "max(r.psi)")}),
    Formula("DA-03", Grain.PRODUCT, "{psi}", {"psi": Figure(FEATURES, "max(r.psi)")}),
    Formula(
        "DA-04",
        Grain.PRODUCT,
        "{learnt} - {apart}",
        {"learnt": Figure(POWER, "max(r.learnt)"), "apart": Figure(POWER, "max(r.apart)")},
    ),
    Formula(
        "DA-05",
        Grain.PRODUCT,
        "({places} - {goods} * ({goods} + 1) / 2) / nullif({goods} * {bads}, 0)",
        {"places": Figure(POWER, "sum(r.place) FILTER (WHERE NOT r.bad)"), "goods": GOODS, "bads": BADS},
    ),
    Formula("DA-06", Grain.PRODUCT, "{breaks}", {"breaks": Figure(BANDS, "count(*) FILTER (WHERE r.breaks)")}),
    Formula(
        "DA-07",
        Grain.PRODUCT,
        "{bads} / nullif({foretold}, 0)",
        {"bads": BADS, "foretold": Figure(POWER, "sum(r.foretold)")},
    ),
    Formula("DA-08", Grain.HOUSE, "coalesce({doubled}, 0)", {"doubled": Figure(RECORDS, "max(r.doubled)")}),
    Formula("DA-09", Grain.HOUSE, "{failed}", {"failed": Figure(CALLS, "max(r.failed / nullif(r.calls, 0))")}),
    Formula("DA-10", Grain.APPLICATION, "{days}", {"days": Figure(REPORT_AGE, "max(r.days)")}, external=True),
    Formula(
        "DA-11",
        Grain.POLICY,
        "CASE WHEN coalesce({hits}, 0) = 0 AND coalesce({usual}, 0) = 0 THEN 0 "
        "ELSE abs({hits} / nullif({handed_in}, 0) / nullif({usual}, 0) - 1) END",
        {
            "hits": Figure(HITS, "max(r.hits)"),
            "handed_in": Figure(HITS, "max(r.handed_in)"),
            "usual": Figure(HITS, "max(r.usual)"),
        },
    ),
    Formula(
        "DA-12",
        Grain.HOUSE,
        "{corrected} / nullif({papers}, 0)",
        {"corrected": Figure(CONFIRMED, "max(r.corrected)"), "papers": Figure(CONFIRMED, "max(r.papers)")},
    ),
)
