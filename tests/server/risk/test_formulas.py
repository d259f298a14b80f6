"""Formulas against a second reckoning in plain Python, over loans with random histories."""

from itertools import groupby
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from server.risk.catalogue import catalogue
from server.risk.formula import Formula, FormulaUnsoundError
from server.risk.grain import Grain
from server.risk.registry import registry
from server.risk.subjects import HIGHEST, LOWEST
from tests.factories.custody import plant_funding_account
from tests.factories.products import plant_product
from tests.server.risk.comparing import equal
from tests.server.risk.histories import DAY, History, plant_book
from tests.server.risk.measuring import inputs_of, measure
from tests.server.risk.reckoning import OF_A_CUSTOMER, OF_A_LOAN


async def plant(owner: AsyncSession, *, customers: int) -> list[History]:
    version_id = await plant_product(owner)
    account_id = await plant_funding_account(owner)
    return await plant_book(owner, 20260930, version_id, account_id, customers=customers)


async def test_every_formula_of_loans_and_customers_says_what_plain_python_says(owner: AsyncSession) -> None:
    book = await plant(owner, customers=20)
    loans = await measure(owner, Grain.LOAN, DAY)
    assert set(loans) == {history.loan_id for history in book}
    told = [
        (code, loans[history.loan_id][code], reckon(history)) for history in book for code, reckon in OF_A_LOAN.items()
    ]
    customers = await measure(owner, Grain.CUSTOMER, DAY)
    for customer_id, histories in by_customer(book).items():
        told += [(code, customers[customer_id][code], reckon(histories)) for code, reckon in OF_A_CUSTOMER.items()]
    assert [each for each in told if not equal(each[1], each[2])] == []
    triggered = {code for code, value, _ in told if value}
    assert triggered >= set(OF_A_CUSTOMER) - {"RB-15"} | set(OF_A_LOAN) - {"RB-14"}, "the dice left some at nothing"


def by_customer(book: list[History]) -> dict[UUID, list[History]]:
    ordered = sorted(book, key=lambda one: one.customer_id)
    return {customer: list(own) for customer, own in groupby(ordered, key=lambda one: one.customer_id)}


async def test_a_span_measures_its_subjects_alone_and_a_value_tells_its_inputs(owner: AsyncSession) -> None:
    book = await plant(owner, customers=4)
    whole = await measure(owner, Grain.LOAN, DAY)
    middle = sorted(whole)[len(whole) // 2]
    lower = await measure(owner, Grain.LOAN, DAY, low=LOWEST, high=middle)
    upper = await measure(owner, Grain.LOAN, DAY, low=middle, high=HIGHEST)
    assert lower
    assert upper
    assert {**lower, **upper} == whole
    assert len(lower) + len(upper) == len(book)
    loan_id, value = next((loan_id, each["RB-02"]) for loan_id, each in whole.items() if each["RB-02"])
    inputs = await inputs_of(owner, "RB-02", DAY, loan_id)
    assert set(inputs) == {"paid_fen", "owed_fen"}
    assert value is not None
    assert round(value * inputs["owed_fen"]) == inputs["paid_fen"]


def test_a_formula_names_its_figures_all_of_them_and_no_other() -> None:
    with pytest.raises(FormulaUnsoundError, match="paid"):
        Formula("RB-99", Grain.LOAN, "{paid} / 2")
    sound = registry()["RB-02"]
    with pytest.raises(FormulaUnsoundError, match="owed_fen"):
        Formula("RB-99", Grain.LOAN, "{paid_fen}", sound.figures)
    with pytest.raises(FormulaUnsoundError, match="grain"):
        Formula("RB-99", Grain.CUSTOMER, sound.value, sound.figures)


def test_the_catalogue_holds_three_hundred_indicators_each_with_a_threshold() -> None:
    found = catalogue()
    assert len(found) == 300
    assert [one.code for one in found.values() if one.warn is None and one.critical is None] == []
