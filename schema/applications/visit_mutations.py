"""Root fields that record, submit and check visits."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from schema.applications.mutations import ApplicationPayload
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from schema.kit.scalars import Money
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.applications.visiting import checking, recording, sheet

VERSION = "The version of the visit that the caller has seen; 0 where he has seen none."


@strawberry.input(description="Where a phone was.")
class PositionInput:
    """Part of saveVisit."""

    latitude: float = described("Degrees north, WGS 84.")
    longitude: float = described("Degrees east, WGS 84.")
    accuracy_m: int = described("To how many metres it is sure.")
    at: datetime = described("When the phone knew.")


@strawberry.input(description="A line of the sheet.")
class VisitLineInput:
    """Part of saveVisit."""

    part: sheet.LinePart = described("Which part of the sheet.")
    kind: str = described("What it is: see the guide of visits.")
    amount: Money = described("How much; of a debt, what is still owed.")
    month: date | None = strawberry.field(default=None, description="The first day of its month.")
    monthly: Money | None = strawberry.field(default=None, description="Of a debt, what is paid on it a month.")
    note: str = strawberry.field(default="", description="What else is to be said; no personal data of others.")
    document_id: strawberry.ID | None = strawberry.field(default=None, description="The paper that proves it.")


@strawberry.input(description="A photo that was uploaded before as a document of the customer.")
class VisitPhotoInput:
    """Part of saveVisit."""

    document_id: strawberry.ID = described("The picture.")
    source: sheet.PhotoSource = described("Who says when and where it was taken.")
    taken_at: datetime | None = strawberry.field(default=None, description="When it was taken.")
    position: PositionInput | None = strawberry.field(default=None, description="Where it was taken.")
    caption: str = strawberry.field(default="", description="What it shows.")


@strawberry.input(description="A visit as far as it is filled in. What is left out is not known.")
class VisitInput:
    """Part of saveVisit."""

    place: sheet.VisitPlace | None = strawberry.field(default=None, description="What kind of place it was.")
    trade: sheet.Trade | None = strawberry.field(default=None, description="What the shop lives on.")
    visited_at: datetime | None = strawberry.field(default=None, description="When somebody was there.")
    address: str = strawberry.field(default="", description="The address.")
    position: PositionInput | None = strawberry.field(default=None, description="Where the phone was.")
    household_size: int | None = strawberry.field(default=None, description="How many people live there.")
    dependants: int | None = strawberry.field(default=None, description="How many of them live on the others.")
    earners: int | None = strawberry.field(default=None, description="How many of them earn.")
    home_owned: bool | None = strawberry.field(default=None, description="Whether the home is their own.")
    residence_months: int | None = strawberry.field(default=None, description="Months at the present address.")
    summary: str = strawberry.field(default="", description="What was found.")
    lines: list[VisitLineInput] = strawberry.field(default_factory=list, description="The sheet, at most 200 lines.")
    photos: list[VisitPhotoInput] = strawberry.field(default_factory=list, description="The photos, at most 24.")


@strawberry.input(description="A draft of a visit, whole.")
class SaveVisitInput:
    """Input of saveVisit."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Before which loan.")
    expected_version: int = described(VERSION)
    visit: VisitInput = described("All of it: what was there before is replaced.")


@strawberry.input(description="A visit that is complete.")
class SubmitVisitInput:
    """Input of submitVisit."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Before which loan.")
    expected_version: int = described(VERSION)


@strawberry.input(description="What the second person says of a visit.")
class CheckVisitInput:
    """Input of checkVisit."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Before which loan.")
    expected_version: int = described(VERSION)
    agrees: bool = described("Whether it stands; if not, it goes back.")
    reason: str = strawberry.field(default="", description="Why it goes back.")


@strawberry.type
class VisitMutation:
    """Part of the root mutation."""

    @mutation(recording.save)
    async def save_visit(self, info: Info, input: SaveVisitInput) -> ApplicationPayload:
        back = ReadBack(info, _payload)
        outcome = await recording.save(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            sheet=_sheet(input.visit),
        )
        return back.answer(outcome)

    @mutation(recording.submit_visit)
    async def submit_visit(self, info: Info, input: SubmitVisitInput) -> ApplicationPayload:
        back = ReadBack(info, _payload)
        outcome = await recording.submit_visit(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(checking.check_visit)
    async def check_visit(self, info: Info, input: CheckVisitInput) -> ApplicationPayload:
        back = ReadBack(info, _payload)
        outcome = await checking.check_visit(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            agrees=input.agrees,
            reason=input.reason,
        )
        return back.answer(outcome)


def _payload(application_id: UUID) -> ApplicationPayload:
    return ApplicationPayload(application=by_row_id(application_id))


def _sheet(given: VisitInput) -> sheet.Sheet:
    return sheet.Sheet(
        given.place,
        given.trade,
        given.visited_at,
        given.address,
        _position(given.position),
        given.household_size,
        given.dependants,
        given.earners,
        given.home_owned,
        given.residence_months,
        given.summary,
        tuple(_line(at, each) for at, each in enumerate(given.lines)),
        tuple(_photo(at, each) for at, each in enumerate(given.photos)),
    )


def _position(given: PositionInput | None) -> sheet.Position | None:
    if given is None:
        return None
    return sheet.Position(Decimal(str(given.latitude)), Decimal(str(given.longitude)), given.accuracy_m, given.at)


def _line(at: int, given: VisitLineInput) -> sheet.Line:
    return sheet.Line(
        given.part,
        given.kind,
        given.amount,
        given.month,
        given.monthly,
        given.note,
        _document(given.document_id, f"visit.lines.{at}.documentId"),
    )


def _photo(at: int, given: VisitPhotoInput) -> sheet.Photo:
    document_id = ids.decode_as("Document", given.document_id, f"visit.photos.{at}.documentId")
    return sheet.Photo(document_id, given.taken_at, given.source, _position(given.position), given.caption)


def _document(given: strawberry.ID | None, field: str) -> UUID | None:
    return None if given is None else ids.decode_as("Document", given, field)
