"""The signing page's data: what the holder of a one-time link may see and do."""

from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import caller_as, json_body, json_response, text_of
from server.contracts import customer_side
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
            Route("/api/sign/{token}/code", self.send_code, methods=["POST"]),
            Route("/api/sign/{token}/pdf", self.paper, methods=["GET"]),
        ]

    async def _holder(self, request: Request) -> tuple[Any, customer_side.Opened]:
        return await customer_side.holder_of(caller_as(self._house, request), request.path_params["token"])

    @answering
    async def show(self, request: Request) -> Response:
        holder, opened = await self._holder(request)
        return json_response(_shown(await customer_side.summary(holder, link_id=opened.link_id)))

    @answering
    async def paper(self, request: Request) -> Response:
        holder, opened = await self._holder(request)
        blob, key = await customer_side.pdf_key(holder, contract_id=opened.contract_id)
        pdf = open_pdf(await self._house.ports.storage.get(blob), key, opened.contract_id)
        return Response(pdf, media_type=PDF, headers={"Cache-Control": "no-store"})

    @answering
    async def send_code(self, request: Request) -> Response:
        holder, opened = await self._holder(request)
        await customer_side.request_code(holder, link_id=opened.link_id)
        return Response(status_code=204)

    @answering
    async def sign(self, request: Request) -> Response:
        body = await json_body(request)
        holder, opened = await self._holder(request)
        agree = body.get("agree") is True
        await customer_side.sign(holder, link_id=opened.link_id, code=text_of(body, "code"), agree=agree)
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
        "expiresAt": summary.expires_at.isoformat(),
    }
