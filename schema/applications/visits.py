"""Views of visits: who went where and when, the sheet, the photos, and what the cross-checks found."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from schema.identity.views import Staff
from schema.kit.context import Info
from schema.kit.fields import described
from schema.kit.scalars import Money, Rate
from schema.reading.declarations import column, embedded, many, on, one, reads
from server.applications.visiting import checking, sheet, states
from server.applications.visiting.sights import LINES, PHOTOS, VISITS

if TYPE_CHECKING:
    from schema.documents.views import Document

strawberry.enum(states.VisitState, description="Where a visit stands.")
strawberry.enum(sheet.VisitPlace, description="Where somebody went.")
strawberry.enum(sheet.Trade, description="What a shop lives on.")
strawberry.enum(sheet.LinePart, description="Which part of the sheet a line belongs to.")
strawberry.enum(sheet.PhotoSource, description="Who says when and where a photo was taken.")


@strawberry.type(description="A line of a visit's sheet.")
@reads(LINES)
class VisitLine:
    """View of a line."""

    part: sheet.LinePart = column("Which part of the sheet.")
    kind: str = column("What it is, within its part.")
    month: date | None = column("The first day of its month; null for debts, assets and stock.")
    amount: Money = column("How much; of a debt, what is still owed.", "amount_fen")
    monthly: Money | None = column("Of a debt, what is paid on it a month.", "monthly_fen")
    note: str = column("What else is to be said.")
    document: Annotated["Document", strawberry.lazy("schema.documents.views")] | None = one(
        "The paper that proves it.", on(customer_id="customer_id", document_id="id")
    )


@strawberry.type(description="A photo that was taken at a visit.")
@reads(PHOTOS)
class VisitPhoto:
    """View of a photo."""

    caption: str = column("What it shows.")
    source: sheet.PhotoSource = column("Who says when and where it was taken.")
    taken_at: datetime | None = column("When it was taken.")
    accuracy_m: int | None = column("To how many metres its place is sure.")
    distance_m: int | None = column("How many metres from the place of the visit it was taken.")
    minutes_apart: int | None = column("How many minutes from the visit it was taken.")
    document: Annotated["Document", strawberry.lazy("schema.documents.views")] | None = one(
        "The picture.", on(customer_id="customer_id", document_id="id")
    )


@strawberry.type(description="What a cross-check said of a visit.")
class VisitFinding:
    """View of a finding."""

    code: str = described("Code of the rule.")
    version: int = described("Version of the rule.")
    outcome: str = described("pass, review or refuse.")
    violated: bool = described("Whether the limit was passed.")
    value: str | None = described("What was measured; null where something is missing for it.")
    limit: str = described("The limit.")
    zh: str = described("What it says, in Chinese.")
    en: str = described("What it says, in English.")


@strawberry.type(description="Where a visit was, in clear: for the officer whose customer it is, else nulls.")
class VisitWhere:
    """View of a place."""

    address: str | None = described("The address.")
    latitude: float | None = described("Degrees north, WGS 84.")
    longitude: float | None = described("Degrees east, WGS 84.")


@strawberry.type(description="Somebody went there before the loan. Never changed once it is submitted.")
@reads(VISITS, needs=("id",))
class Visit:
    """View of a visit."""

    state: states.VisitState = column("Where it stands.")
    place: sheet.VisitPlace | None = column("What kind of place it was.")
    trade: sheet.Trade | None = column("What the shop lives on.")
    visited_at: datetime | None = column("When somebody was there.")
    address_masked: str | None = column("The address, its end hidden.")
    accuracy_m: int | None = column("To how many metres the position is sure.")
    household_size: int | None = column("How many people live there.")
    dependants: int | None = column("How many of them live on the others.")
    earners: int | None = column("How many of them earn.")
    home_owned: bool | None = column("Whether the home is their own.")
    residence_months: int | None = column("For how many months they have lived there.")
    summary: str = column("What the officer found, in his words.")
    verified_income: Money | None = column("Verified income a month.", "verified_income_fen")
    turnover: Money | None = column("Turnover of the shop a month.", "turnover_fen")
    surplus: Money | None = column("What the household has left a month.", "surplus_fen")
    debt_monthly: Money | None = column("What is paid on debts a month.", "debt_monthly_fen")
    assets: Money | None = column("What is owned.", "assets_fen")
    gross_margin: Rate | None = column("Share of the turnover that purchases leave.")
    net_margin: Rate | None = column("Share of the turnover that all costs leave.")
    debt_ratio: Rate | None = column("Payments on debts by verified income.")
    lines: list[VisitLine] = many(
        "The sheet, in its order.", on(customer_id="customer_id", id="visit_id"), order=("position",)
    )
    photos: list[VisitPhoto] = many(
        "The photos, in their order.", on(customer_id="customer_id", id="visit_id"), order=("position",)
    )
    findings: list[VisitFinding] = embedded("What each cross-check said.", "findings")
    content_hash: str | None = column("SHA-256 over the sheet as it was submitted.")
    visitor: Staff = one("Who went there.", on(visited_by="id"))
    saved_at: datetime = column("When it was last saved.")
    submitted_at: datetime | None = column("When it was submitted.")
    checked_at: datetime | None = column("When a second person has agreed or sent it back.")
    check_reason: str | None = column("What he said.")
    checker: Staff | None = one("The second person.", on(checked_by="id"))
    version: int = column("Rises with every change; hand it back as expectedVersion.")

    @strawberry.field(description="Where it was, in clear: for the officer whose customer it is.")
    async def where(self, info: Info) -> VisitWhere:
        visit: Any = self
        found = await info.context.loader(checking.places_by_visits).load(visit.row_key[-1])
        degrees = [None if each is None else float(each) for each in (found.latitude, found.longitude)]
        return VisitWhere(address=found.address, latitude=degrees[0], longitude=degrees[1])
