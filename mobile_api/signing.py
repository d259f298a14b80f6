"""The signing page's data: what the holder of a one-time link may see and do."""

from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import caller_as, json_body, json_response, text_of
from server.contracts import customer_side, disclosing
from server.contracts.handwriting import Handwriting
from server.contracts.links import Opened, holder_of
from server.contracts.service import open_pdf
from server.kit.money import Money
from server.kit.work import House

PDF = "application/pdf"


class SigningRoutes:
    """Everything below /api/sign/{token}."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/api/sign/{token}", self.show, methods=["GET"]),
            Route("/api/sign/{token}", self.sign, methods=["POST"]),
            Route("/api/sign/{token}/disclosure", self.disclosure, methods=["GET"]),
            Route("/api/sign/{token}/disclosure/opened", self.open_disclosure, methods=["POST"]),
            Route("/api/sign/{token}/disclosure/confirmed", self.confirm_disclosure, methods=["POST"]),
            Route("/api/sign/{token}/code", self.send_code, methods=["POST"]),
            Route("/api/sign/{token}/pdf", self.paper, methods=["GET"]),
        ]

    async def _holder(self, request: Request) -> tuple[Any, Opened]:
        return await holder_of(caller_as(self._house, request), request.path_params["token"])

    @answering
    async def show(self, request: Request) -> Response:
        holder, opened = await self._holder(request)
        return json_response(_shown(await customer_side.summary(holder, link_id=opened.link_id)))

    @answering
    async def paper(self, request: Request) -> Response:
        holder, opened = await self._holder(request)
        blob, key = await customer_side.pdf_key(holder, contract_id=opened.contract_id)
        return await self._pdf(blob, key, opened)

    @answering
    async def disclosure(self, request: Request) -> Response:
        """The paper of the cost disclosure."""
        holder, opened = await self._holder(request)
        blob, key = await disclosing.disclosure_pdf(holder, contract_id=opened.contract_id)
        return await self._pdf(blob, key, opened)

    async def _pdf(self, blob: str, key: bytes, opened: Opened) -> Response:
        pdf = open_pdf(await self._house.ports.storage.get(blob), key, opened.contract_id)
        return Response(pdf, media_type=PDF, headers={"Cache-Control": "no-store"})

    @answering
    async def open_disclosure(self, request: Request) -> Response:
        """The disclosure is before the borrower's eyes: the clock of the server begins."""
        holder, opened = await self._holder(request)
        await disclosing.open_disclosure(holder, link_id=opened.link_id)
        return await self.show(request)

    @answering
    async def confirm_disclosure(self, request: Request) -> Response:
        holder, opened = await self._holder(request)
        await disclosing.confirm_disclosure(holder, link_id=opened.link_id)
        return Response(status_code=204)

    @answering
    async def send_code(self, request: Request) -> Response:
        holder, opened = await self._holder(request)
        await customer_side.request_code(holder, link_id=opened.link_id)
        return Response(status_code=204)

    @answering
    async def sign(self, request: Request) -> Response:
        body = await json_body(request)
        holder, opened = await self._holder(request)
        code, agree = text_of(body, "code"), body.get("agree") is True
        drawing = Handwriting.of(body.get("signature"))
        await customer_side.sign(holder, link_id=opened.link_id, code=code, agree=agree, drawing=drawing)
        return json_response({"state": "signed"})


def _shown(summary: customer_side.Summary) -> dict[str, Any]:
    terms = summary.terms
    rows = terms["rows"]
    first = rows[0]
    return {
        "contractNumber": summary.number,
        "customerNameMasked": summary.customer_name_masked,
        "amount": str(Money(terms["principal_fen"])),
        "termMonths": terms["term_months"],
        "rateAnnual": terms["rate_annual"],
        "apr": str(Decimal(terms["apr"])),
        "method": terms["method"].upper(),
        "purpose": terms["purpose"],
        "firstDueOn": first["due_on"],
        "instalment": str(Money(first["principal_fen"] + first["interest_fen"] + first["fee_fen"])),
        "totalInterest": str(Money(sum(row["interest_fen"] + row["fee_fen"] for row in rows))),
        "pdfDigest": summary.pdf_digest,
        "state": summary.state.value,
        "role": summary.role.value if summary.role else None,
        "hasSigned": summary.has_signed,
        "waitingFor": summary.waiting_for,
        "expiresAt": summary.expires_at.isoformat(),
        "disclosure": _disclosure(summary.disclosure) if summary.disclosure else None,
    }


def _disclosure(shown: disclosing.Shown) -> dict[str, Any]:
    form = shown.form
    return {
        "principal": str(Money(form["principal_fen"])),
        "cost": str(Money(form["cost_fen"])),
        "total": str(Money(form["total_fen"])),
        "apr": form["apr"],
        "items": [_item(item) for item in form["items"]],
        "contingent": form["contingent"],
        "readingSeconds": shown.reading_seconds,
        "secondsLeft": shown.seconds_left,
        "confirmedAt": shown.confirmed_at.isoformat() if shown.confirmed_at else None,
    }


def _item(item: dict[str, Any]) -> dict[str, Any]:
    told = {name: item[name] for name in ("name", "method", "standard", "collector")}
    return told | {"amount": None if item["amount_fen"] is None else str(Money(item["amount_fen"]))}
