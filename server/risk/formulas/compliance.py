"""CP: what the law asks for, where it is not so. Amounts are told in yuan, as the law counts them."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.complying import (
    AFTER_WITHDRAWAL,
    BLOCKED,
    CLASSED,
    LISTED,
    LPR,
    MOVED,
    OFFERED,
    OWNERS,
    PAID_OUT,
    PRICED,
    QUERIES,
    SUSPICIONS,
    UNCONSENTED,
    UNDISCLOSED,
    UNMENDED,
    UNSOUND_SIGNATURES,
)
from server.risk.relations.telling import CUSTOMER_SAID

COUNT: Final = "count(*)"
IN_FEN: Final = Figure(MOVED, "sum(r.amount_fen) FILTER (WHERE r.way = 'in')")
OUT_FEN: Final = Figure(MOVED, "sum(r.amount_fen) FILTER (WHERE r.way = 'out')")
TRANSFERS: Final = "greatest(coalesce({in_fen}, 0), coalesce({out_fen}, 0)) / 100.0"

FORMULAS: Final = (
    Formula("CP-01", Grain.APPLICATION, "{cost}", {"cost": Figure(PRICED, "max(r.cost)")}),
    Formula("CP-02", Grain.PRODUCT, f"{{cost}} - 4 * {LPR}", {"cost": Figure(OFFERED, "max(r.cost)")}),
    Formula(
        "CP-03",
        Grain.HOUSE,
        "{dear_fen} / nullif({fen}, 0)",
        {"dear_fen": Figure(PAID_OUT, "max(r.dear_fen)"), "fen": Figure(PAID_OUT, "max(r.fen)")},
    ),
    Formula(
        "CP-04",
        Grain.CUSTOMER,
        "coalesce({queries}, 0)",
        {"queries": Figure(QUERIES, "count(*) FILTER (WHERE NOT (r.consented AND r.authorised))")},
    ),
    Formula(
        "CP-05",
        Grain.CUSTOMER,
        "coalesce({queries}, 0)",
        {"queries": Figure(QUERIES, "count(*) FILTER (WHERE r.authorised AND NOT r.in_scope)")},
    ),
    Formula(
        "CP-06",
        Grain.CUSTOMER,
        "CASE WHEN {s.kind} = 'person' THEN coalesce({kinds}, 0) ELSE 0 END",
        {"kinds": Figure(UNCONSENTED, COUNT)},
    ),
    Formula(
        "CP-07",
        Grain.CUSTOMER,
        "coalesce({questions}, 0)",
        {"questions": Figure(AFTER_WITHDRAWAL, "count(DISTINCT r.id)")},
    ),
    Formula("CP-08", Grain.CUSTOMER, "coalesce({days}, 0)", {"days": Figure(SUSPICIONS, "max(r.days)")}),
    Formula(
        "CP-09",
        Grain.CUSTOMER,
        "coalesce({fen}, 0) / 100.0",
        {"fen": Figure(MOVED, "sum(r.amount_fen) FILTER (WHERE r.way = 'cash')")},
    ),
    Formula(
        "CP-10",
        Grain.CUSTOMER,
        f"CASE WHEN {{s.kind}} = 'person' THEN {TRANSFERS} ELSE 0 END",
        {"in_fen": IN_FEN, "out_fen": OUT_FEN},
    ),
    Formula(
        "CP-11",
        Grain.CUSTOMER,
        f"CASE WHEN {{s.kind}} <> 'person' THEN {TRANSFERS} ELSE 0 END",
        {"in_fen": IN_FEN, "out_fen": OUT_FEN},
    ),
    Formula(
        "CP-12",
        Grain.CUSTOMER,
        "CASE WHEN coalesce({listed}, 0) > 0 OR {hits} > 0 THEN 1 WHEN {hits} = 0 THEN 0 END",
        {
            "listed": Figure(LISTED, COUNT),
            "hits": Figure(CUSTOMER_SAID, "max(r.value::numeric) FILTER (WHERE r.code = 'sanctions_hits')"),
        },
        external=True,
    ),
    Formula(
        "CP-13",
        Grain.CUSTOMER,
        "CASE WHEN {s.kind} = 'person' OR {identified} THEN 1 ELSE 0 END",
        {"identified": Figure(OWNERS, "bool_and(r.identified)")},
    ),
    Formula("CP-14", Grain.POLICY, "coalesce({days}, 0)", {"days": Figure(UNMENDED, "max(r.days)")}),
    Formula(
        "CP-15",
        Grain.HOUSE,
        "{overturned} / nullif({blocked}, 0)",
        {"overturned": Figure(BLOCKED, "max(r.overturned)"), "blocked": Figure(BLOCKED, "max(r.blocked)")},
    ),
    Formula(
        "CP-16",
        Grain.LOAN,
        "coalesce({loans}, 0)",
        {"loans": Figure(CLASSED, "max(r.lagging) FILTER (WHERE r.lags)")},
    ),
    Formula("CP-18", Grain.LOAN, "coalesce({contracts}, 0)", {"contracts": Figure(UNDISCLOSED, COUNT)}),
    Formula("CP-19", Grain.LOAN, "coalesce({papers}, 0)", {"papers": Figure(UNSOUND_SIGNATURES, COUNT)}),
)
