"""Parties of an application, and what stands behind a loan in figures."""

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, func, select

from schema.customers.views import Customer
from schema.kit.fields import described
from schema.kit.scalars import Money, Rate
from schema.reading.declarations import column, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.applications.securing.figures import Security
from server.applications.securing.models import GuaranteeClaim
from server.applications.securing.rules import GuaranteeKind, PartyRole, PartyState
from server.applications.securing.sights import PARTIES

strawberry.enum(PartyRole, description="A co-borrower owes like the borrower; a guarantor answers for him.")
strawberry.enum(PartyState, description="Where a party stands; BOUND: the contract is signed by all.")
strawberry.enum(GuaranteeKind, description="General: after the borrower was sued in vain. Joint: like the borrower.")


def _answers_for(party: Any, _terms: Terms) -> ColumnElement[int]:
    claimed = func.coalesce(func.sum(GuaranteeClaim.amount_fen), 0).cast(BigInteger)
    living = select(claimed).where(GuaranteeClaim.person_id == party.person_id, GuaranteeClaim.ended_at.is_(None))
    return living.scalar_subquery()


@strawberry.type(description="Somebody beside the borrower of an application.")
@reads(PARTIES)
class ApplicationParty(Node):
    """View of a party."""

    role: PartyRole = column("As what.")
    state: PartyState = column("Where he stands.")
    guarantee: GuaranteeKind | None = column("How a guarantor answers.")
    amount: Money | None = column("Up to how much a guarantor answers.", "amount_fen")
    months_after_due: int | None = column("For how many months after the debt was due a guarantor answers.")
    consent: str | None = column("How he has agreed.")
    consented_at: datetime | None = column("When he has agreed.")
    answers_for: Money = column("What he guarantees in all, whoever the debtors are.", _answers_for)
    person: Customer | None = one("Who he is; null when he is out of sight.", on(person_id="customer_id"))


@strawberry.type(description="What stands behind an application today, in figures.")
class SecurityFigures:
    """View of a security."""

    collateral_value: Money | None = described("What the collateral counts for; null: a value is not known.")
    loan_to_value: Rate | None = described("Loan and what stands before it, by the value of the items.")
    guaranteed: Money = described("What guarantors answer for, each at most the loan.")
    contingent: Money = described("What the borrower himself guarantees for others.")
    income_monthly: Money | None = described("Monthly income of the borrower with his co-borrowers', as it counts.")
    debt_monthly: Money | None = described("Monthly payments of all of them on debts they have.")

    @classmethod
    def of(cls, found: Security) -> "SecurityFigures":
        return cls(
            collateral_value=_money(found.collateral_value_fen),
            loan_to_value=None if found.loan_to_value is None else Rate(found.loan_to_value),
            guaranteed=Money(found.guaranteed_fen),
            contingent=Money(found.borrower_answers_for_fen),
            income_monthly=_money(found.means.income_monthly_fen),
            debt_monthly=_money(found.means.debt_monthly_fen),
        )


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)
