"""OF: what an officer or a decider does that he should not, or too much of."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.access import DAY_HOURS, READS
from server.risk.relations.moments import DAY
from server.risk.relations.officers import (
    AWAY,
    BUREAU_QUERIES,
    FROM_OWN_ADDRESS,
    FROM_OWN_DEVICE,
    JUDGED,
    KEPT,
    OVERRIDDEN_LOANS,
    POSTS,
    RATES,
    SPLIT,
    VOTES,
)

SHORT_OPINION: Final = 20
SHARE: Final = "{part}::numeric / nullif({whole}, 0)"

FORMULAS: Final = (
    Formula(
        "OF-01",
        Grain.OFFICER,
        "({rate} - {mean}) / nullif({deviation}, 0)",
        {
            "rate": Figure(RATES, "max(r.rate)"),
            "mean": Figure(RATES, "max(r.mean)"),
            "deviation": Figure(RATES, "max(r.deviation)"),
        },
    ),
    Formula(
        "OF-02",
        Grain.OFFICER,
        SHARE,
        {"part": Figure(JUDGED, "count(*) FILTER (WHERE r.overrides)"), "whole": Figure(JUDGED, "count(*)")},
    ),
    Formula(
        "OF-03",
        Grain.OFFICER,
        SHARE,
        {
            "part": Figure(OVERRIDDEN_LOANS, "count(*) FILTER (WHERE r.bad)"),
            "whole": Figure(OVERRIDDEN_LOANS, "count(*)"),
        },
    ),
    Formula(
        "OF-04",
        Grain.OFFICER,
        "{median}",
        {"median": Figure(VOTES, "percentile_cont(0.5) WITHIN GROUP (ORDER BY r.seconds) FILTER (WHERE r.recent)")},
    ),
    Formula(
        "OF-05",
        Grain.OFFICER,
        SHARE,
        {
            "part": Figure(VOTES, f"count(*) FILTER (WHERE r.recent AND r.reason_length < {SHORT_OPINION})"),
            "whole": Figure(VOTES, "count(*) FILTER (WHERE r.recent)"),
        },
    ),
    Formula("OF-06", Grain.OFFICER, "coalesce({customers}, 0)", {"customers": Figure(SPLIT, "count(*)")}),
    Formula("OF-07", Grain.OFFICER, "coalesce({own}, 0)", {"own": Figure(VOTES, "count(*) FILTER (WHERE r.own)")}),
    Formula(
        "OF-08",
        Grain.OFFICER,
        "coalesce({applications}, 0)",
        {"applications": Figure(FROM_OWN_ADDRESS, "count(DISTINCT r.application_id)")},
    ),
    Formula(
        "OF-09",
        Grain.OFFICER,
        "coalesce({applications}, 0)",
        {"applications": Figure(FROM_OWN_DEVICE, "count(DISTINCT r.application_id)")},
    ),
    Formula(
        "OF-10",
        Grain.OFFICER,
        "coalesce({reads}, 0)",
        {"reads": Figure(READS, f"count(*) FILTER (WHERE r.hour NOT BETWEEN {DAY_HOURS[0]} AND {DAY_HOURS[1]})")},
    ),
    Formula("OF-11", Grain.OFFICER, "coalesce({queries}, 0)", {"queries": Figure(BUREAU_QUERIES, "count(*)")}),
    Formula("OF-12", Grain.OFFICER, "coalesce({customers}, 0)", {"customers": Figure(KEPT, "count(*)")}),
    Formula(
        "OF-13",
        Grain.OFFICER,
        f"extract(year FROM age({DAY}, {{since}})) * 12 + extract(month FROM age({DAY}, {{since}}))",
        {"since": Figure(POSTS, "min(r.since)")},
    ),
    Formula(
        "OF-14",
        Grain.OFFICER,
        f"CASE WHEN {{first}} < {DAY} - interval '11 months' THEN {{days}} END",
        {"first": Figure(AWAY, "min(r.day)"), "days": Figure(AWAY, "max(r.days)")},
    ),
)
