"""What sources say, brought to each grade; nobody asked is unknown; random answers against plain Python."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Final
from uuid import UUID

from server.kit.embedded.endpoint import Endpoint
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.registry import registry
from tests.server.risk.applicants import GRADES, Applicants, Number, measured, misgraded, over, unlike
from tests.server.risk.planting import before, grade_of
from tests.server.risk.portfolio import DAY

OF_CUSTOMER: Final = frozenset(
    {*(f"ML-{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 12)), "ID-10", "ID-11", "ID-12", "ID-15", "ID-16"}
    | {"ID-17", "DV-13", "IP-11"}
)
OF_APPLICATION: Final = frozenset({"ID-08", "ID-09", *(f"DV-{number:02}" for number in (6, 7, 8, 9, 10, 12, 16, 17))})
OF_LOAN: Final = frozenset({"ML-08", "CL-02", "CL-04", "CL-08", "CL-10"})
GRADED: Final = OF_CUSTOMER | OF_APPLICATION | OF_LOAN
RECKONED: Final = GRADED
Facts = dict[str, Any]
Case = dict[str, Facts]

BUREAU: Final = [
    "inquiries_1m",
    "inquiries",
    "inquiries_6m",
    "bureau_lenders",
    "bureau_online_lenders",
    "bureau_new_accounts_6m",
    "bureau_months",
    "bureau_balance_fen",
]
WARNED: Final = ("rooted", "cloned", "masked", "elsewhere", "on_call")
GRAVE: Final = ("emulated", "gps_mocked", "remote_controlled")
DEVICE_CODES: Final = dict(
    zip(
        ("emulated", "rooted", "cloned", "masked", "gps_mocked", "elsewhere", "remote_controlled", "on_call"),
        ("DV-06", "DV-07", "DV-08", "DV-09", "DV-10", "DV-12", "DV-16", "DV-17"),
        strict=True,
    )
)


def case_of(grade: Grade) -> Case:
    """What every source says of somebody who comes to this grade by all of it."""
    at = GRADES.index(grade)
    bureau = zip(*((4, 12, 1), (6, 12, 2), (10, 20, 6), (4, 6, 1), (3, 5, 1), (2, 1, 3), (3, 30, 30)), strict=True)
    balance = {"bureau_balance_fen": (1_300, 1_800, 1_000)[at]}
    bad = grade is Grade.CRITICAL
    flags = {f"device_{name}": grade is Grade.WARN for name in WARNED} | {f"device_{name}": bad for name in GRAVE}
    return {
        "credit_bureau": dict(zip(BUREAU, list(bureau)[at], strict=False)) | balance | {"bureau_found": True},
        "name_id": {"phone_matched": not bad, "phone_months": (5, 2, 6)[at]},
        "bank_card": {"card_matched": not bad},
        "business_register": {
            "register_matched": not bad,
            "register_active": not bad,
            "firm_months": (11, 5, 12)[at],
            "register_changes_12m": (3, 6, 2)[at],
        },
        "device": flags | {"device_speed_kmh": (301, 901, 300)[at]},
        "liveness": {
            "face_score": (Decimal("0.84"), Decimal("0.69"), Decimal("0.85"))[at],
            "liveness_score": (Decimal("0.89"), Decimal("0.69"), Decimal("0.9"))[at],
        },
        "property_register": {
            "property_owner_matched": not bad,
            "property_sealed": bad,
            "property_index_change": (Decimal("-0.1"), Decimal("-0.2"), Decimal("-0.0999"))[at],
            "property_liquidation_days": (181, 361, 180)[at],
        },
    }


def plant(book: Applicants, case: Case, former_fen: int | None = 1_000) -> tuple[UUID, UUID, UUID]:
    """A customer, his application and his loan of twenty days ago, each with what the sources say."""
    own = book.known()
    application = book.request(own)
    loan = book.borrow(1_000_000, **own_columns(own), disbursed_on=before(DAY, 20))
    if former_fen is not None:
        told = {"bureau_balance_fen": former_fen, "inquiries_1m": 99, "bureau_found": True}
        book.answered(own, "credit_bureau", told, before(DAY, 25))
        book.answered(own, "credit_bureau", told | {"bureau_balance_fen": 7}, before(DAY, 28))
    for source, facts in case.items():
        about = {
            "device": application["id"],
            "liveness": application["id"],
            "property_register": loan["application_id"],
        }
        book.answered(own, source, facts, before(DAY, 1), about.get(source))
    return own["customer_id"], application["id"], loan["id"]


def own_columns(own: Mapping[str, UUID]) -> dict[str, Any]:
    return {"customer_id": own["customer_id"], "officer": own["officer_id"]}


async def test_what_sources_say_comes_to_each_grade_and_nothing_to_unknown(
    endpoint: Endpoint, database_name: str
) -> None:
    book = Applicants()
    planted = {grade: plant(book, case_of(grade)) for grade in GRADES}
    silent = plant(book, {}, None)
    values = await measured(endpoint, database_name, book, Grain.CUSTOMER, Grain.APPLICATION, Grain.LOAN)
    for at, codes in enumerate((OF_CUSTOMER, OF_APPLICATION, OF_LOAN)):
        assert misgraded(values, {grade: keys[at] for grade, keys in planted.items()}, codes) == {}
        assert {code for code in codes if grade_of(code, values[silent[at]]) is not Grade.UNKNOWN} == set()


def drawn(dice: Random) -> Case:
    """Any answers, some sources silent, some facts not told."""
    flags: dict[str, Any] = {f"device_{name}": dice.random() < 0.3 for name in DEVICE_CODES}
    case: Case = {
        "credit_bureau": {code: dice.randrange(0, 12) for code in BUREAU} | {"bureau_found": dice.random() < 0.9},
        "name_id": {"phone_matched": dice.random() < 0.5, "phone_months": dice.randrange(100)},
        "bank_card": {"card_matched": dice.random() < 0.5},
        "business_register": {
            "register_matched": dice.random() < 0.5,
            "register_active": dice.random() < 0.5,
            "firm_months": dice.randrange(100),
            "register_changes_12m": dice.randrange(9),
        },
        "device": flags | {"device_speed_kmh": dice.randrange(2_000)},
        "liveness": {"face_score": Decimal(dice.randrange(100)) / 100, "liveness_score": Decimal(1) / 4},
        "property_register": {
            "property_owner_matched": dice.random() < 0.5,
            "property_sealed": dice.random() < 0.5,
            "property_index_change": Decimal(dice.randrange(-5_000, 5_000)) / 10_000,
            "property_liquidation_days": dice.randrange(700),
        },
    }
    told = {source: {code: v for code, v in facts.items() if dice.random() < 0.9} for source, facts in case.items()}
    return {source: facts for source, facts in told.items() if dice.random() < 0.85}


def of_customer(case: Case, former_fen: int | None) -> dict[str, Number]:
    bureau, register = case.get("credit_bureau"), case.get("business_register", {})
    said = (
        {"bureau_balance_fen": former_fen, "inquiries_1m": 99, "bureau_found": True} if former_fen is not None else {}
    )
    # the newest report counts alone; the one before the loan is only for the growth of debt
    known = said if bureau is None else bureau
    month, half = known.get("inquiries_1m"), known.get("inquiries_6m")
    now = None if bureau is None else bureau.get("bureau_balance_fen")
    growth, found = over(now, former_fen), known.get("bureau_found")
    months = known.get("bureau_months")
    thin = None if found is None else 1 if not found else None if months is None else int(months < 6)
    active = register.get("register_active")
    return {
        "ML-01": month,
        "ML-02": known.get("inquiries"),
        "ML-03": half,
        "ML-04": None if month is None or half is None else over(month, Fraction(half - month, 5)),
        "ML-05": known.get("bureau_lenders"),
        "ML-06": known.get("bureau_online_lenders"),
        "ML-07": over(known.get("bureau_new_accounts_6m"), half),
        "ML-09": None if growth is None else growth - 1,
        "ML-12": thin,
        "ID-10": case.get("name_id", {}).get("phone_matched"),
        "ID-11": case.get("bank_card", {}).get("card_matched"),
        "ID-12": case.get("name_id", {}).get("phone_months"),
        "ID-15": register.get("register_matched"),
        "ID-16": None if active is None else int(not active),
        "ID-17": register.get("firm_months"),
        "DV-13": case.get("device", {}).get("device_speed_kmh"),
        "IP-11": register.get("register_changes_12m"),
    }


def of_application(case: Case) -> dict[str, Number]:
    device, face = case.get("device", {}), case.get("liveness", {})
    seen = {code: device.get(f"device_{name}") for name, code in DEVICE_CODES.items()}
    return {"ID-08": face.get("face_score"), "ID-09": face.get("liveness_score"), **seen}


def of_loan(case: Case) -> dict[str, Number]:
    told = case.get("property_register", {})
    return {
        "ML-08": case.get("credit_bureau", {}).get("inquiries_1m"),
        "CL-02": told.get("property_index_change"),
        "CL-04": told.get("property_sealed"),
        "CL-08": told.get("property_owner_matched"),
        "CL-10": told.get("property_liquidation_days"),
    }


async def test_random_answers_come_to_what_plain_python_says(endpoint: Endpoint, database_name: str) -> None:
    dice, book = Random(20260930), Applicants()
    cases = [(drawn(dice), dice.choice((None, 0, 3, 1_000))) for _ in range(60)]
    planted = [plant(book, case, former_fen) for case, former_fen in cases]
    values = await measured(endpoint, database_name, book, Grain.CUSTOMER, Grain.APPLICATION, Grain.LOAN)
    for (case, former_fen), (customer_id, application_id, loan_id) in zip(cases, planted, strict=True):
        assert unlike(values[customer_id], of_customer(case, former_fen)) == {}
        assert unlike(values[application_id], of_application(case)) == {}
        assert unlike(values[loan_id], of_loan(case)) == {}
    assert set(of_customer({}, None)) | set(of_application({})) | set(of_loan({})) == GRADED
    assert all(registry()[code].external for code in GRADED)
