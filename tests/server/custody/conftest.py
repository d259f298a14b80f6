"""A house with a bank that follows a script, one customer, one funding account, and an eye on what happens."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody import funding
from server.custody.answers import take_answer
from server.custody.bank import ScriptedBank
from server.custody.events import PaymentFailed, PaymentSettled
from server.custody.models import BankMessage, FundingHold, PaymentOrder
from server.custody.rules import Fault, OrderState, Verdict
from server.custody.tasks import query_payment, send_payment
from server.identity.actors import BANK
from server.kit.ports import PaymentAnswer, PaymentState
from server.kit.work import Caller, Event, House, Reaction, Work
from tests.factories.custody import plant_funding_account, plant_order
from tests.factories.customers import Planted, plant_customer

AMOUNT = 1_000_000
TAKE = text("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE status = 'todo' RETURNING id, task_name, args")


@dataclass
class Desk:
    """The bank calls back, the worker does jobs, and events are remembered that would reach higher subjects."""

    house: House
    bank: ScriptedBank
    customer: Planted
    funding_account_id: UUID
    owner: AsyncSession
    events: list[Event] = field(default_factory=list)

    async def order(self, state: OrderState = OrderState.SENT, **columns: Any) -> PaymentOrder:
        return await plant_order(
            self.owner, self.customer, self.funding_account_id, amount_fen=AMOUNT, state=state, **columns
        )

    async def says(self, order: PaymentOrder, state: PaymentState, **over: Any) -> Verdict:
        """A callback about an order; `over` spoils parts of it."""
        message = {"message_id": uuid4().hex, "payee_account": self.customer.account_number} | over
        answer = PaymentAnswer(order.number, state, message.pop("amount_fen", AMOUNT), "B1")
        caller = Caller(self.house, BANK, request_id="bank")
        verdict = await take_answer(caller, answer=answer, **message)
        assert isinstance(verdict, Verdict)
        return verdict

    async def now(self, order: PaymentOrder) -> PaymentOrder:
        await self.owner.rollback()
        wanted = select(PaymentOrder).where(PaymentOrder.id == order.id).execution_options(populate_existing=True)
        found = (await self.owner.execute(wanted)).scalar_one()
        self.owner.expunge(found)
        return found

    async def hold(self) -> tuple[int, int]:
        """Held and paid of the funding account."""
        await self.owner.rollback()
        row = (await self.owner.execute(select(FundingHold.held_fen, FundingHold.paid_fen))).one()
        return row[0], row[1]

    async def inbox(self) -> Sequence[tuple[Verdict, Fault | None]]:
        await self.owner.rollback()
        rows = await self.owner.execute(select(BankMessage.verdict, BankMessage.fault))
        return [(verdict, fault) for verdict, fault in rows]

    async def jobs(self) -> list[str]:
        """Names of the jobs that wait, in order."""
        await self.owner.rollback()
        waiting = text("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return list((await self.owner.execute(waiting)).scalars())

    async def work(self, rounds: int = 1, *, twice: bool = False) -> list[str]:
        """Do the jobs that wait, at once and in order, some rounds long; returns their names."""
        done: list[str] = []
        for _ in range(rounds):
            taken = text(
                "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE status = 'todo' RETURNING id, task_name, args"
            )
            rows = sorted((await self.owner.execute(taken)).all())
            await self.owner.commit()
            for _id, name, args in rows:
                task = {"send_payment": send_payment, "query_payment": query_payment}[name]
                for _ in range(2 if twice else 1):
                    await task(self.house, **args)
                done.append(name)
        return done


@pytest.fixture
async def desk(house: House, owner: AsyncSession) -> Desk:
    events: list[Event] = []

    async def remember(_work: Work, event: Event) -> None:
        events.append(event)

    reactions: dict[type[Event], tuple[Reaction, ...]] = {
        PaymentSettled: (remember, funding.on_payment_settled),
        PaymentFailed: (remember, funding.on_payment_failed),
    }
    bank = ScriptedBank()
    here = replace(house, reactions=reactions, ports=replace(house.ports, bank=bank))
    return Desk(here, bank, await plant_customer(owner), await plant_funding_account(owner), owner, events)
