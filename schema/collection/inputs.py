"""What mutations of collection take and answer."""

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.collection.views import CaseContact, CollectionCase
from schema.kit.fields import KEY, described
from schema.kit.scalars import Money
from server.collection.legal.rules import Delivery
from server.collection.rules import PauseReason
from server.compliance.contacts.models import ContactChannel, MessageKind

WHICH = "Which case."


@strawberry.input(description="A contact that somebody wants to make.")
class PlanCaseContactInput:
    """Input of planCaseContact."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described(WHICH)
    channel: ContactChannel = described("How.")
    message_kind: MessageKind = strawberry.field(default=MessageKind.DEMAND, description="What is said.")
    script: str | None = strawberry.field(default=None, description="Which words: see collectionOutlook.")
    text: str | None = strawberry.field(default=None, description="Words of one's own, in the place of a script's.")
    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="A registered contact of the customer; without it, the customer himself."
    )
    consented: bool = strawberry.field(default=False, description="Whether he agrees to hours of rest.")
    utc_offset_minutes: int | None = strawberry.field(
        default=None, description="Minutes from UTC at his place; without it, Shanghai's."
    )
    lost: list[str] = strawberry.field(
        default_factory=list, description="Why he is out of reach: number_invalid, death, incapacity."
    )


@strawberry.input(description="What became of a contact that was made.")
class NoteCaseContactInput:
    """Input of noteCaseContact."""

    idempotency_key: str = described(KEY)
    contact_id: strawberry.ID = described("Which contact.")
    reached: bool = described("Whether somebody was reached.")
    recorded: bool = described("Whether the call was recorded.")
    refused_further: bool = strawberry.field(default=False, description="Whether he wants no more calls.")
    note: str = strawberry.field(default="", description="What was said.")


@strawberry.input(description="A contact whose words are wanted.")
class ReadCaseContactInput:
    """Input of readCaseContact."""

    contact_id: strawberry.ID = described("Which contact.")


@strawberry.input(description="A promise to pay.")
class TakePromiseInput:
    """Input of takePromise."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described(WHICH)
    amount: Money = described("How much, up to what is overdue.")
    due_on: date = described("By which day.")
    contact_id: strawberry.ID | None = strawberry.field(default=None, description="In which contact.")


@strawberry.input(description="A letter of demand.")
class WriteCaseLetterInput:
    """Input of writeCaseLetter."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described(WHICH)
    delivery: Delivery = described("How it goes out.")
    tracking: str = strawberry.field(default="", description="The carrier's number.")


@strawberry.input(description="A visit that was made.")
class RecordCaseVisitInput:
    """Input of recordCaseVisit."""

    idempotency_key: str = described(KEY)
    contact_id: strawberry.ID = described("The planned visit.")
    visited_at: datetime = described("When.")
    companion_id: strawberry.ID = described("Who came along.")
    address: str = described("Where.")
    latitude: float = described("Degrees north, WGS 84.")
    longitude: float = described("Degrees east, WGS 84.")
    accuracy_m: int = described("To how many metres it is sure.")
    met: bool = described("Whether he was met.")
    summary: str = described("What was found.")
    photo_ids: list[strawberry.ID] = described("One to twelve photos, uploaded before as documents.")


@strawberry.input(description="A case that goes to lawyers.")
class HandOverCaseInput:
    """Input of handOverCase."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described(WHICH)
    firm: str = described("To which firm.")
    reason: str = described("Why.")


@strawberry.input(description="A case that comes back from lawyers.")
class WithdrawCaseInput:
    """Input of withdrawCase."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described(WHICH)
    reason: str = described("Why.")


@strawberry.input(description="A case that rests.")
class PauseCaseInput:
    """Input of pauseCase."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described(WHICH)
    reason: PauseReason = described("Why.")
    until: date = described("Until which day, within 180 days.")
    note: str = strawberry.field(default="", description="What else is to be said.")


@strawberry.input(description="A pause that ends.")
class ResumeCaseInput:
    """Input of resumeCase."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described(WHICH)


@strawberry.input(description="Who shall work on a case.")
class AssignCaseInput:
    """Input of assignCase."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described(WHICH)
    staff_id: strawberry.ID = described("Who.")


@strawberry.input(description="What was heard or read of a debtor.")
class RecordCaseSignalInput:
    """Input of recordCaseSignal."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described(WHICH)
    source: str = described("Who or what says so.")
    willingness: Decimal | None = strawberry.field(default=None, description="To pay, 0 to 1.")
    ability: Decimal | None = strawberry.field(default=None, description="To pay, 0 to 1.")
    agitation: Decimal | None = strawberry.field(default=None, description="0 to 1.")
    halts: PauseReason | None = strawberry.field(default=None, description="What stops contacts at once.")


@strawberry.type(description="The contact as it stands now; a refused one names its rules.")
class CaseContactPayload:
    """Answer of mutations on contacts."""

    contact: CaseContact = described("As it stands now.")


@strawberry.type(description="The case as it stands now.")
class CollectionCasePayload:
    """Answer of mutations on cases."""

    case: CollectionCase = described("As it stands now.")


@strawberry.type(description="The words of a contact; that they were read is on record.")
class CaseContactWords:
    """Answer of readCaseContact."""

    text: str = described("What was said or sent.")
    note: str = described("What was noted.")
    number: str = described("The customer's number while an allowed call to him waits to be made; else empty.")
