"""What of the house's events is told outside, under which public name: the table between ours and the partners'."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from server.applications import events as applications
from server.contracts.events import ContractSigned
from server.customers.events import CustomerRegistered
from server.kit.global_ids import encode
from server.kit.work import Event, Reaction, Work
from server.loans import events as loans
from server.partners.webhooks.announcing import announce

APPLICATION = ("applicationId", "Application", "application_id")
CONTRACT = ("contractId", "Contract", "contract_id")
LOAN = ("loanId", "Loan", "loan_id")


@dataclass(frozen=True, slots=True)
class Told:
    """A public kind, and what its message names: (name, kind of object, attribute of our event)."""

    kind: str
    objects: tuple[tuple[str, str, str], ...] = ()


ANNOUNCED: Mapping[type[Event], Told] = MappingProxyType(
    {
        applications.ApplicationApproved: Told("application.approved", (APPLICATION,)),
        applications.ApplicationRejected: Told("application.rejected", (APPLICATION,)),
        applications.ApplicationReturned: Told("application.returned", (APPLICATION,)),
        applications.ApplicationSubmitted: Told("application.submitted", (APPLICATION,)),
        applications.ApplicationWithdrawn: Told("application.withdrawn", (APPLICATION,)),
        ContractSigned: Told("contract.signed", (CONTRACT, APPLICATION)),
        CustomerRegistered: Told("customer.registered"),
        loans.ActReversed: Told("loan.corrected", (LOAN,)),
        loans.LoanClosed: Told("loan.closed", (LOAN,)),
        loans.LoanDisbursed: Told("loan.disbursed", (LOAN, APPLICATION)),
        loans.LoanRepaid: Told("loan.repaid", (LOAN,)),
    }
)


def told(kind: Told) -> Reaction:
    """The reaction that announces an event under its public name."""

    async def react(work: Work, event: Any) -> None:
        customer_id: UUID = event.customer_id
        objects = {name: encode(of, getattr(event, attribute), customer_id) for name, of, attribute in kind.objects}
        await announce(work, kind.kind, customer_id, objects)

    return react
