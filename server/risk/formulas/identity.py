"""ID: whether somebody is who he says he is, and old enough; papers, phone, card, face, firm, income."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.answering import APPLICATION_ANSWERS, CUSTOMER_CARDS, flag, number
from server.risk.relations.applying import APPLICATION_AMENDED
from server.risk.relations.circles import CUSTOMER_CONTACTS
from server.risk.relations.moments import DAY
from server.risk.relations.proving import (
    APPLICATION_PAPERS,
    CUSTOMER_ASSESSED,
    CUSTOMER_CARD,
    CUSTOMER_MEDIAN,
    CUSTOMER_PICTURES,
    CUSTOMER_READINGS,
)
from server.risk.relations.telling import CUSTOMER_SAID

FOR_EVER_DAYS: Final = 36500
TURNS: Final = f"extract(year FROM {DAY}) - {{s.birth_year}}"
"""SQL: the age that he reaches in this year; his birthday lies under his key."""
AGE: Final = f"coalesce({{age}}, {TURNS} - 1)"
VALID_UNTIL: Final = Figure(CUSTOMER_CARD, "max(nullif(r.valid_until, 'permanent')::date)")
VALID_FOR_EVER: Final = Figure(CUSTOMER_CARD, "bool_or(r.valid_until = 'permanent')")
LEFT_YEARS: Final = f"extract(year FROM age({{until}}, {DAY}))"
"""SQL: for how many full years the card is still good."""

FORMULAS: Final = (
    Formula("ID-01", Grain.CUSTOMER, AGE, {"age": Figure(CUSTOMER_ASSESSED, "max(r.age)")}),
    Formula(
        "ID-02",
        Grain.CUSTOMER,
        f"{AGE} + {{months}}::numeric / 12",
        {"age": Figure(CUSTOMER_ASSESSED, "max(r.age)"), "months": Figure(CUSTOMER_ASSESSED, "max(r.term_months)")},
    ),
    Formula(
        "ID-03",
        Grain.CUSTOMER,
        "{sound}",
        {"sound": Figure(CUSTOMER_READINGS, "min((NOT r.odd)::int) FILTER (WHERE r.kind = 'id_front')")},
    ),
    Formula(
        "ID-04",
        Grain.CUSTOMER,
        f"CASE WHEN {{for_ever}} THEN {FOR_EVER_DAYS} ELSE {{until}} - {DAY} END",
        {"for_ever": VALID_FOR_EVER, "until": VALID_UNTIL},
    ),
    Formula(
        "ID-05",
        Grain.CUSTOMER,
        # cards are given for 10 years below the age of 26, for 20 below 46, for good from then on (居民身份证法 5)
        f"(CASE WHEN {{for_ever}} THEN {TURNS} >= 46 WHEN {TURNS} < 26 THEN {LEFT_YEARS} < 10"
        f" WHEN {TURNS} >= 26 THEN {LEFT_YEARS} < 20 END)::int",
        {"for_ever": VALID_FOR_EVER, "until": VALID_UNTIL},
    ),
    Formula("ID-06", Grain.APPLICATION, "{least}", {"least": Figure(APPLICATION_PAPERS, "min(r.confidence)")}),
    Formula("ID-07", Grain.APPLICATION, "{corrected}", {"corrected": Figure(APPLICATION_PAPERS, "sum(r.corrected)")}),
    Formula("ID-08", Grain.APPLICATION, "{score}", {"score": number(APPLICATION_ANSWERS, "face_score")}, external=True),
    Formula(
        "ID-09", Grain.APPLICATION, "{score}", {"score": number(APPLICATION_ANSWERS, "liveness_score")}, external=True
    ),
    Formula("ID-10", Grain.CUSTOMER, "{matched}", {"matched": flag(CUSTOMER_SAID, "phone_matched")}, external=True),
    Formula("ID-11", Grain.CUSTOMER, "{matched}", {"matched": flag(CUSTOMER_CARDS, "card_matched")}, external=True),
    Formula("ID-12", Grain.CUSTOMER, "{months}", {"months": number(CUSTOMER_SAID, "phone_months")}, external=True),
    Formula(
        "ID-13",
        Grain.CUSTOMER,
        "coalesce({people}, 0)",
        {"people": Figure(CUSTOMER_PICTURES, "max(r.people)")},
    ),
    Formula(
        "ID-14",
        Grain.APPLICATION,
        "{suspicion}",
        {
            # the house's own scale: a picture of a screen is hardly ever of the paper, a photocopy may be honest
            "suspicion": Figure(
                APPLICATION_PAPERS,
                "max(CASE WHEN 'screen' = ANY (r.warnings) THEN 0.8 WHEN 'photocopy' = ANY (r.warnings) THEN 0.5 "
                "ELSE 0 END)",
            )
        },
    ),
    Formula(
        "ID-15",
        Grain.CUSTOMER,
        "least({matched}, {sound})",
        {
            "matched": flag(CUSTOMER_SAID, "register_matched"),
            "sound": Figure(CUSTOMER_READINGS, "min((NOT r.odd)::int) FILTER (WHERE r.kind = 'business_licence')"),
        },
        external=True,
    ),
    Formula("ID-16", Grain.CUSTOMER, "1 - {active}", {"active": flag(CUSTOMER_SAID, "register_active")}, external=True),
    Formula("ID-17", Grain.CUSTOMER, "{months}", {"months": number(CUSTOMER_SAID, "firm_months")}, external=True),
    Formula(
        "ID-18",
        Grain.CUSTOMER,
        "{s.income_monthly_fen} / nullif({median_fen}, 0)",
        {"median_fen": Figure(CUSTOMER_MEDIAN, "max(r.fen)")},
    ),
    Formula(
        "ID-19",
        Grain.APPLICATION,
        "coalesce({edits}, 0)",
        {"edits": Figure(APPLICATION_AMENDED, "count(*) FILTER (WHERE jsonb_exists(r.amended, 'income_monthly_fen'))")},
    ),
    Formula(
        "ID-20",
        Grain.CUSTOMER,
        "coalesce({contacts}, 0)",
        {"contacts": Figure(CUSTOMER_CONTACTS, "count(*) FILTER (WHERE r.at_work AND r.kind <> 'workplace')")},
    ),
)
