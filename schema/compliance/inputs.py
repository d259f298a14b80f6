"""What mutations of the compliance desk take and answer."""

from datetime import date

import strawberry

from schema.compliance.views import Dossier, Erasure, LawFinding, LegalHold, Ticket
from schema.kit.fields import KEY, SEEN, described
from server.compliance.tickets.models import TicketKind


@strawberry.input(description="A finding that is mended.")
class MendLawFindingInput:
    """Input of mendLawFinding."""

    idempotency_key: str = described(KEY)
    finding_id: strawberry.ID = described("Which finding.")
    note: str = described("How it was mended.")
    expected_version: int = described(SEEN)


@strawberry.input(description="A finding that shall stand for a while.")
class ProposeWaiverInput:
    """Input of proposeWaiver."""

    idempotency_key: str = described(KEY)
    finding_id: strawberry.ID = described("Which finding.")
    reason: str = described("Why; stays on record.")
    until: date = described("Its last day, within a year.")
    expected_version: int = described(SEEN)


@strawberry.input(description="What somebody else says to a proposed waiver.")
class DecideWaiverInput:
    """Input of decideWaiver."""

    idempotency_key: str = described(KEY)
    finding_id: strawberry.ID = described("Which finding.")
    agree: bool = described("Whether it may stand; if not, it is open as before.")
    note: str = described("Why; stays on record.")
    expected_version: int = described(SEEN)


@strawberry.input(description="What a customer asks of the house.")
class FileTicketInput:
    """Input of fileTicket."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Who asks.")
    kind: TicketKind = described("What he asks.")
    text: str = described("In his words.")
    source: str = described("How it came in: by telephone, by letter, at the counter.")
    loan_id: strawberry.ID | None = strawberry.field(default=None, description="About which loan.")


@strawberry.input(description="The answer to a ticket.")
class AnswerTicketInput:
    """Input of answerTicket."""

    idempotency_key: str = described(KEY)
    ticket_id: strawberry.ID = described("Which ticket.")
    text: str = described("What the customer is told.")
    outcome: str = described("A word for the register: upheld, rejected, done.")
    expected_version: int = described(SEEN)


@strawberry.input(description="A ticket whose words are wanted.")
class ReadTicketInput:
    """Input of readTicket."""

    ticket_id: strawberry.ID = described("Which ticket.")


@strawberry.input(description="A customer of whom nothing shall be destroyed.")
class PlaceHoldInput:
    """Input of placeHold."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Whose data.")
    reason: str = described("Why; stays on record.")
    ordered_by: str = described("Who orders it: a court, the supervisor.")


@strawberry.input(description="A customer whose hold ends.")
class LiftHoldInput:
    """Input of liftHold."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Whose data.")
    reason: str = described("Why; stays on record.")


@strawberry.input(description="A customer whose data shall be destroyed.")
class ProposeErasureInput:
    """Input of proposeErasure."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Whose data.")
    reason: str = described("Why; stays on record.")


@strawberry.input(description="An erasure that somebody else has proposed.")
class CarryOutErasureInput:
    """Input of carryOutErasure."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Whose data.")


@strawberry.input(description="A dossier of one loan, or of the loans paid out in a period.")
class OrderDossierInput:
    """Input of orderDossier."""

    idempotency_key: str = described(KEY)
    loan_number: str | None = strawberry.field(default=None, description="Public number of the loan.")
    first_on: date | None = strawberry.field(default=None, description="First day of the period.")
    last_on: date | None = strawberry.field(default=None, description="Last day of the period, within a year.")


@strawberry.type(description="The finding after the change.")
class LawFindingPayload:
    """Answer of mutations on findings."""

    finding: LawFinding = described("As it stands now.")


@strawberry.type(description="The ticket after the change.")
class TicketPayload:
    """Answer of mutations on tickets."""

    ticket: Ticket = described("As it stands now.")


@strawberry.type(description="The words of a ticket; that they were read is on record.")
class ReadTicketPayload:
    """Answer of readTicket."""

    question: str = described("What the customer asks.")
    answer: str | None = described("What he was told.")


@strawberry.type(description="The hold after the change.")
class LegalHoldPayload:
    """Answer of mutations on holds."""

    hold: LegalHold = described("As it stands now.")


@strawberry.type(description="The erasure after the change.")
class ErasurePayload:
    """Answer of mutations on erasures."""

    erasure: Erasure = described("As it stands now.")


@strawberry.type(description="The dossier that was ordered.")
class DossierPayload:
    """Answer of orderDossier."""

    dossier: Dossier = described("As it stands now.")
