"""What the law asks for: each indicator at every grade, and most of them against plain Python."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from server.applications.models import Application
from server.classification.vocabulary import Tier
from server.customers.models import BankAccount, Consent, CustomerKind
from server.customers.trails.models import ConsentWithdrawal
from server.kit.embedded.endpoint import Endpoint
from server.products.models import Product, ProductVersion
from server.reference.models import LprRate
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.server.risk.measuring import Values, measure
from tests.server.risk.office import DAY, OFFICER, Office
from tests.server.risk.planting import Row, all_of, at, before, differing, free_session

DAYS: Final = {Grade.NOTHING: date(2026, 3, 31), Grade.WARN: date(2026, 6, 30), Grade.CRITICAL: DAY}
CUSTOMERS: Final = frozenset({f"CP-{number:02}" for number in (4, 5, 6, 7, 8, 9, 10, 12)})
COMPANIES: Final = frozenset({"CP-11", "CP-13"})
LOANS: Final = frozenset({"CP-16", "CP-18", "CP-19"})
HOUSE: Final = frozenset({"CP-03", "CP-15"})
GRADED: Final = CUSTOMERS | COMPANIES | LOANS | HOUSE | {"CP-01", "CP-02", "CP-14"}
RECKONED: Final = frozenset({"CP-03", "CP-04", "CP-05", "CP-07", "CP-09", "CP-10", "CP-11", "CP-15", "CP-16", "CP-18"})
GRADES: Final = (Grade.WARN, Grade.CRITICAL, Grade.NOTHING)


def plant_people(office: Office) -> dict[Grade, dict[str, UUID]]:
    people = {grade: office.known() for grade in GRADES}
    worst, warned = people[Grade.CRITICAL], people[Grade.WARN]
    scope = {"signed": True, "scopes": ["pre_loan"], "from": "2026-01-01"}
    for own in people.values():
        office.entered(own, "authorisation", scope)
        office.add(BankAccount, **own)
        consent: dict[str, Any] = {"consent_id": uuid4(), "consent_purpose": "bureau_query"}
        office.asked(own, before(DAY, 9), reason="pre_loan", **consent)
        if own is not worst:
            office.add(Consent, **own, purpose="bank_account", given_at=at(before(DAY, 90)))
    office.asked(worst, before(DAY, 9), reason="post_loan")
    office.add(ConsentWithdrawal, **worst, purpose="data_sharing", withdrawn_at=at(before(DAY, 20)))
    office.asked(worst, before(DAY, 3), "tax", consent_id=uuid4(), consent_purpose="data_sharing")
    office.entered(warned, "suspicious_case", {"confirmed_on": "2026-09-24"})
    office.entered(worst, "suspicious_case", {"confirmed_on": "2026-09-21"})
    for own, cash, transfer in ((warned, 40_000_00, 400_000_00), (worst, 50_000_00, 500_000_00)):
        office.moved(own, "cash", cash)
        office.moved(own, "in", transfer)
        office.moved(own, "out", transfer)
    hits = {"code": "sanctions_hits", "value": "0"}
    answer = {"state": "answered", "facts": [hits], "observed_on": DAY, "valid_until": DAY, "answered_at": at(DAY)}
    for own in (warned, people[Grade.NOTHING]):
        office.asked(own, DAY, "sanctions", about_id=own["customer_id"], answer_cipher=b"-", **answer)
    listed = {"list_code": "L", "number_index": worst["customer_id"].bytes.hex()}
    office.entered(None, "watch_list", listed)
    return people


def plant_firms(office: Office) -> dict[Grade, dict[str, UUID]]:
    firms = {grade: office.known(CustomerKind.COMPANY) for grade in GRADES}
    office.moved(firms[Grade.WARN], "in", 1_600_000_00)
    office.moved(firms[Grade.CRITICAL], "out", 2_000_000_00)
    for grade in (Grade.WARN, Grade.NOTHING):
        office.entered(firms[grade], "beneficial_owner", {"share_percent": 30, "identified": True})
    office.entered(firms[Grade.CRITICAL], "beneficial_owner", {"share_percent": 60, "identified": False})
    return firms


def plant_loans(office: Office) -> dict[Grade, UUID]:
    found = {}
    for grade, loans in ((Grade.WARN, 1), (Grade.CRITICAL, 5), (Grade.NOTHING, 0)):
        own, sound = office.known(), grade is not Grade.CRITICAL
        contract = office.signed(own, date(2026, 8, 20), disclosed=sound, sound=sound)
        found[grade] = office.classed(own, 91, Tier.SPECIAL_MENTION if loans else Tier.SUBSTANDARD, contract)["id"]
        for _ in range(loans - 1):
            office.classed(own, 1, Tier.NORMAL, uuid4())
    return found


def plant_prices(office: Office) -> tuple[dict[Grade, UUID], dict[Grade, str]]:
    """Applications and products by what they cost."""
    office.add(LprRate, tenor="1y", effective_from=date(2025, 1, 1), rate="0.03")
    applications, products = {}, {}
    for grade, cost, rate in (
        (Grade.WARN, "0.21", "0.13"),
        (Grade.CRITICAL, "0.25", "0.25"),
        (Grade.NOTHING, "0.2", "0.12"),
    ):
        code = f"priced_{grade.name.lower()}"
        office.add(Product, code=code)
        amounts = {"amount_max_fen": 2, "penalty_multiple": "1.5", "rate_annual": rate, "fee_share": 0}
        days = {"effective_from": date(2026, 1, 1), "effective_until": None}
        version = office.add(ProductVersion, product_code=code, **amounts, **days, rate_annual_max=None)
        asked = {"apr": cost, "state": "draft", "submission": 0, "editors": [OFFICER]}
        priced = office.add(Application, **office.known(), **asked, product_version_id=version["id"])
        applications[grade], products[grade] = priced["id"], code
    return applications, products


def plant_house(office: Office) -> None:
    """Loans and blocked findings of three months."""
    for grade, dear, overturned in ((Grade.NOTHING, 3, 2), (Grade.WARN, 4, 3), (Grade.CRITICAL, 7, 6)):
        for number in range(10):
            rate = "0.121" if number < dear else "0.12"
            office.lend(office.known(), before(DAYS[grade], 5), rate_annual=rate)
        for number in range(20):
            agreed = {"waiver_agreed_by": uuid4()} if number < overturned else {}
            on = before(DAYS[grade], 5)
            office.found("KY-04", on, DAY, severity="block", state="mended", mended_on=on, mended_by=uuid4(), **agreed)


async def test_customers_loans_prices_and_the_house_are_graded_as_the_law_asks(
    endpoint: Endpoint, database_name: str
) -> None:
    async with free_session(endpoint, database_name) as session:
        office = Office(DAY)
        people, firms, loans = plant_people(office), plant_firms(office), plant_loans(office)
        applications, products = plant_prices(office)
        plant_house(office)
        rules = {Grade.WARN: "CL-01", Grade.CRITICAL: "KY-05", Grade.NOTHING: "PI-02"}
        for grade, late in ((Grade.WARN, 1), (Grade.CRITICAL, 16), (Grade.NOTHING, 0)):
            office.found(rules[grade], before(DAY, 60), before(DAY, late), severity="warn", state="open")
        await office.write(session)
        customers = await measure(session, Grain.CUSTOMER, DAY)
        of_loans = await measure(session, Grain.LOAN, DAY)
        asked = await measure(session, Grain.APPLICATION, DAY)
        offered = by_label(await measure(session, Grain.PRODUCT, DAY), products)
        policies = by_label(await measure(session, Grain.POLICY, DAY), rules)
        houses = {grade: next(iter((await measure(session, Grain.HOUSE, day)).values())) for grade, day in DAYS.items()}
    for grade in GRADES:
        assert differing(customers[people[grade]["customer_id"]], all_of(CUSTOMERS, grade)) == {}
        assert differing(customers[firms[grade]["customer_id"]], all_of(COMPANIES, grade)) == {}
        assert differing(of_loans[loans[grade]], all_of(LOANS, grade)) == {}
        assert differing(asked[applications[grade]], all_of(frozenset({"CP-01"}), grade)) == {}
        assert differing(offered[grade], all_of(frozenset({"CP-02"}), grade)) == {}
        assert differing(policies[grade], all_of(frozenset({"CP-14"}), grade)) == {}
        assert differing(houses[grade], all_of(HOUSE, grade)) == {}


def by_label(found: Any, labels: dict[Grade, str]) -> dict[Grade, Values]:
    """Sheets of what is numbered by the MD5 of its code."""
    from hashlib import md5

    return {grade: found[UUID(md5(code.encode(), usedforsecurity=False).hexdigest())] for grade, code in labels.items()}


def plant_random(office: Office, dice: Random) -> None:
    for number in range(30):
        own = office.known(dice.choice(list(CustomerKind)))
        for _ in range(dice.choice((0, 1, 1, 2))):
            scopes = dice.choice((["pre_loan"], ["post_loan"], ["pre_loan", "post_loan"]))
            begins, until = before(DAY, dice.randrange(60)), DAY + timedelta(days=dice.randrange(-30, 90))
            facts = {"signed": dice.random() < 0.8, "scopes": scopes, "from": str(begins), "until": str(until)}
            office.entered(own, "authorisation", facts)
        for purpose in ("bureau_query", "data_sharing"):
            if dice.random() < 0.4:
                withdrawn = {"purpose": purpose, "withdrawn_at": at(before(DAY, dice.randrange(40)))}
                office.add(ConsentWithdrawal, **own, **withdrawn)
            if dice.random() < 0.4:
                office.add(Consent, **own, purpose=purpose, given_at=at(before(DAY, dice.randrange(40)), 11))
        for _ in range(dice.randrange(4)):
            source, purpose = dice.choice((("credit_bureau", "bureau_query"), ("tax", "data_sharing")))
            told = {"reason": dice.choice(("pre_loan", "post_loan"))}
            consent = {"consent_id": uuid4(), "consent_purpose": purpose} if dice.random() < 0.8 else {}
            office.asked(own, before(DAY, dice.randrange(50)), source, **told, **consent)
        for _ in range(dice.randrange(5)):
            on = before(DAY, dice.choice((0, 0, 1)))
            office.moved(own, dice.choice(("cash", "in", "out")), dice.randrange(100, 900_000_00), on)
        for _ in range(dice.randrange(4)):
            signed = office.signed(own, date(2026, dice.choice((6, 9)), 15), disclosed=dice.random() < 0.5)
            office.classed(own, dice.choice((0, 1, 90, 91, 270, 271, 361)), dice.choice(list(Tier)), signed)
        on, rate = before(DAY, dice.randrange(45)), dice.choice(("0.1", "0.12", "0.13"))
        office.lend(own, on, principal_fen=dice.randrange(1, 900_000), rate_annual=rate)
        agreed = {"waiver_agreed_by": uuid4()} if dice.random() < 0.4 else {}
        office.found(
            "KY-04", before(DAY, number * 2), DAY, severity=dice.choice(("block", "warn")), state="open", **agreed
        )


def reckoned_customer(office: Office, own: UUID, kind: CustomerKind) -> dict[str, Any]:
    def of(table: str) -> list[Row]:
        return [row for row in office.rows.get(table, []) if row["customer_id"] == own]

    entries = [row["facts"] for row in of("compliance_entries") if row["facts"]["signed"]]
    bureau = [row for row in of("connector_inquiries") if row["source"] == "credit_bureau"]
    held = {
        row["id"]: [each for each in entries if each["from"] <= str(row["asked_at"].date()) <= each["until"]]
        for row in bureau
    }
    orders = sum(row["amount_fen"] for row in of("payment_orders") if row["finished_at"].date() == DAY)
    repaid = sum(row["amount_fen"] for row in of("repayments") if row["paid_on"] == DAY)
    cash = sum(row["amount_fen"] for row in of("cash_receipts") if row["taken_at"].date() == DAY)
    is_person = kind is CustomerKind.PERSON
    return {
        "CP-04": sum(not (row["consent_id"] and held[row["id"]]) for row in bureau),
        "CP-05": sum(
            bool(held[row["id"]]) and not any(row["reason"] in each["scopes"] for each in held[row["id"]])
            for row in bureau
        ),
        "CP-07": sum(
            _after_withdrawal(row, of("consent_withdrawals"), of("consents")) for row in of("connector_inquiries")
        ),
        "CP-09": cash / 100,
        "CP-10": max(orders, repaid) / 100 if is_person else 0,
        "CP-11": 0 if is_person else max(orders, repaid) / 100,
    }


def _after_withdrawal(asked: Row, withdrawals: Sequence[Row], consents: Sequence[Row]) -> bool:
    return any(
        taken["purpose"] == asked["consent_purpose"]
        and taken["withdrawn_at"] < asked["asked_at"]
        and not any(
            given["purpose"] == taken["purpose"] and taken["withdrawn_at"] <= given["given_at"] <= asked["asked_at"]
            for given in consents
        )
        for taken in withdrawals
    )


def reckoned_loan(office: Office, loan: Row) -> dict[str, int]:
    tiers = {row["id"]: row["tier"] for row in office.rows["loan_classes"]}

    def lags(one: Row) -> bool:
        late = (DAY - one["next_due_on"]).days
        least = sum(late > floor for floor in (0, 90, 270, 360))
        return one["id"] in tiers and list(Tier).index(tiers[one["id"]]) < least

    own = [row for row in office.rows["loans"] if row["customer_id"] == loan["customer_id"]]
    signed = {row["id"]: row["signed_at"].date() for row in office.rows["contracts"]}
    disclosed = {row["contract_id"] for row in office.rows["disclosures"]}
    known = loan["contract_id"] in signed and signed[loan["contract_id"]] >= date(2026, 8, 1)
    return {
        "CP-16": sum(map(lags, own)) if lags(loan) else 0,
        "CP-18": int(known and loan["contract_id"] not in disclosed),
    }


def reckoned_house(office: Office) -> dict[str, float]:
    lent = [row for row in office.rows["loans"] if date(2026, 8, 30) < row["disbursed_on"] <= DAY]
    dear = [row for row in lent if float(row["rate_annual"]) > 0.12]
    blocked = [
        row
        for row in office.rows["compliance_findings"]
        if row["severity"] == "block" and before(DAY, 30) < row["found_on"] <= DAY
    ]
    return {
        "CP-03": sum(row["principal_fen"] for row in dear) / sum(row["principal_fen"] for row in lent),
        "CP-15": sum(row["waiver_agreed_by"] is not None for row in blocked) / len(blocked),
    }


async def test_the_law_is_reckoned_alike_by_plain_python(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        office = Office(DAY)
        office.add(LprRate, tenor="1y", effective_from=date(2025, 1, 1), rate="0.03")
        plant_random(office, Random(20260930))
        await office.write(session)
        customers = await measure(session, Grain.CUSTOMER, DAY)
        loans = await measure(session, Grain.LOAN, DAY)
        house = next(iter((await measure(session, Grain.HOUSE, DAY)).values()))
    told: list[tuple[Values, dict[str, Any]]] = [(house, reckoned_house(office))]
    told += [
        (customers[row["id"]], reckoned_customer(office, row["id"], row["kind"])) for row in office.rows["customers"]
    ]
    told += [(loans[row["id"]], reckoned_loan(office, row)) for row in office.rows["loans"]]
    pairs = [(code, values[code], value) for values, reckoned in told for code, value in reckoned.items()]
    unlike = [each for each in pairs if each[1] is None or abs(float(each[1]) - each[2]) > 1e-6]
    assert unlike == []
    assert {code for code, _, value in pairs if value} == RECKONED
