"""Hands of those who serve loans."""

import itertools
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from server.kit.work import Caller
from server.loans.changing import change_rate, grant_holiday, reschedule
from server.loans.charging import charge_fee, waive
from server.loans.ending import write_off
from server.loans.journal.models import LoanAct
from server.loans.prepaying import pay_off, prepay
from server.loans.refunding import refund_excess
from server.loans.repaying import recover
from server.loans.reversing import reverse
from server.terms.prepayment import Choice
from tests.fixtures.house import fresh
from tests.server.loans.conftest import TODAY, Lender

MANAGER, CLERK, CHECKER = "manager.east", "finance.hq", "checker.hq"
_references = itertools.count(1)


@dataclass
class Desk:
    """Everything that can be done to one running loan."""

    lender: Lender
    loan_id: UUID

    async def repay(self, amount_fen: int, on: date = TODAY, **over: Any) -> UUID:
        return await self.lender.repay(self.loan_id, amount_fen, paid_on=on, **over)

    async def prepay(
        self, amount_fen: int, choice: Choice = Choice.SHORTEN_TERM, on: date = TODAY, **over: Any
    ) -> UUID:
        given: dict[str, Any] = {"choice": choice, "paid_on": on, "reference": f"P{next(_references)}"} | over
        return await prepay(await self._as(CLERK), amount_fen=amount_fen, **await self._about(given))

    async def pay_off(self, amount_fen: int, on: date = TODAY, **over: Any) -> UUID:
        given: dict[str, Any] = {"paid_on": on, "reference": f"O{next(_references)}"} | over
        return await pay_off(await self._as(CLERK), amount_fen=amount_fen, **await self._about(given))

    async def recover(self, amount_fen: int, on: date = TODAY) -> UUID:
        reference = f"V{next(_references)}"
        given: dict[str, Any] = {"loan_id": self.loan_id, "paid_on": on, "reference": reference}
        return await recover(await self._as(CLERK), amount_fen=amount_fen, **given)

    async def charge(self, amount_fen: int, on: date = TODAY, *, login: str = CLERK, **over: Any) -> UUID:
        given: dict[str, Any] = {"is_late_fee": False, "instalment": None, "value_on": on, "reason": "催告费"} | over
        return await charge_fee(await self._as(login), amount_fen=amount_fen, **await self._about(given))

    async def waive(self, on: date = TODAY, *, login: str = MANAGER, **over: Any) -> UUID:
        given: dict[str, Any] = {"interest_fen": 0, "penalty_fen": 0, "fee_fen": 0, "instalment": None, "value_on": on}
        return await waive(await self._as(login), **await self._about(given | {"reason": "困难减免"} | over))

    async def change_rate(self, rate: str, on: date = TODAY, *, login: str = MANAGER, **over: Any) -> UUID:
        given: dict[str, Any] = {"penalty_multiple": None, "value_on": on, "reason": "协商调整"} | over
        return await change_rate(await self._as(login), rate_annual=Decimal(rate), **await self._about(given))

    async def reschedule(self, on: date = TODAY, *, login: str = MANAGER, **over: Any) -> UUID:
        given: dict[str, Any] = {"from_instalment": None, "due_on": None, "skip": 0, "extra_periods": 0}
        given |= {"value_on": on, "reason": "展期"} | over
        return await reschedule(await self._as(login), **await self._about(given))

    async def grant_holiday(self, periods: int = 1, on: date = TODAY, *, login: str = MANAGER, **over: Any) -> UUID:
        given: dict[str, Any] = {"from_instalment": None, "interest_too": False, "extends": True}
        given |= {"value_on": on, "reason": "受灾"} | over
        return await grant_holiday(await self._as(login), periods=periods, **await self._about(given))

    async def write_off(self, on: date = TODAY, *, login: str = MANAGER, **over: Any) -> UUID:
        given: dict[str, Any] = {"value_on": on, "reason": "呆账"} | over
        return await write_off(await self._as(login), **await self._about(given))

    async def reverse(self, act_id: UUID, *, login: str = CHECKER, **over: Any) -> UUID:
        given: dict[str, Any] = {"act_id": act_id, "reason": "录入错误"} | over
        return await reverse(await self._as(login), **await self._about(given))

    async def refund(self, amount_fen: int, *, login: str = CHECKER, **over: Any) -> UUID:
        given: dict[str, Any] = {"reason": "客户申请"} | over
        return await refund_excess(await self._as(login), amount_fen=amount_fen, **await self._about(given))

    async def journal(self) -> list[LoanAct]:
        await self.lender.owner.rollback()
        wanted = select(LoanAct).where(LoanAct.loan_id == self.loan_id).order_by(LoanAct.number)
        found = list((await self.lender.owner.execute(wanted)).scalars())
        self.lender.owner.expunge_all()
        return found

    async def _about(self, given: dict[str, Any]) -> dict[str, Any]:
        """With the loan and, where it is not given, its present version. What runs at once gives its own."""
        if "expected_version" not in given:
            given = given | {"expected_version": (await self.lender.loan(self.loan_id)).version}
        return given | {"loan_id": self.loan_id}

    async def _as(self, login: str) -> Caller:
        return fresh(await self.lender.caller(login))
