"""The borrower's own page, for as long as the loan lives: papers, schedule, what is due, and what he may ask for."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import caller_as, json_body, json_response, text_of
from server.contracts import customer_side, disclosing
from server.contracts.borrower import reading, requests
from server.contracts.borrower.links import Known, holder_of
from server.contracts.borrower.models import RequestKind
from server.contracts.errors import LinkInvalid
from server.contracts.service import open_pdf
from server.kit.errors import Invalid, NotFound
from server.kit.money import Money
from server.kit.work import Caller, House
from server.loans import quoting
from server.loans.borrower import OwnLoan, own_loan


class BorrowerRoutes:
    """Everything below /api/mine/{token}."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/api/mine/{token}", self.show, methods=["GET"]),
            Route("/api/mine/{token}/contract", self.contract, methods=["GET"]),
            Route("/api/mine/{token}/disclosure", self.disclosure, methods=["GET"]),
            Route("/api/mine/{token}/payoff", self.pay_off, methods=["GET"]),
            Route("/api/mine/{token}/requests", self.ask, methods=["POST"]),
        ]

    async def _holder(self, request: Request) -> tuple[Caller, Known]:
        return await holder_of(caller_as(self._house, request), request.path_params["token"])

    async def _seen(self, request: Request) -> tuple[Caller, reading.Overview, OwnLoan | None]:
        """Who asks, what he sees, and his loan. Raises LinkInvalid, also long after the loan was closed."""
        holder, known = await self._holder(request)
        loan = await own_loan(holder, application_id=known.application_id)
        if loan is not None and loan.is_over:
            raise LinkInvalid
        return holder, await reading.overview(holder, application_id=known.application_id), loan

    @answering
    async def show(self, request: Request) -> Response:
        _, seen, loan = await self._seen(request)
        return json_response(_shown(seen) | {"loan": _loan(loan) if loan else None})

    @answering
    async def contract(self, request: Request) -> Response:
        """The signed copy, with its seals."""
        holder, seen, _ = await self._seen(request)
        if seen.contract_id is None:
            raise NotFound
        blob, key = await customer_side.pdf_key(holder, contract_id=seen.contract_id)
        return await self._pdf(blob, key, seen)

    @answering
    async def disclosure(self, request: Request) -> Response:
        holder, seen, _ = await self._seen(request)
        if seen.contract_id is None:
            raise NotFound
        blob, key = await disclosing.disclosure_pdf(holder, contract_id=seen.contract_id)
        return await self._pdf(blob, key, seen)

    async def _pdf(self, blob: str, key: bytes, seen: reading.Overview) -> Response:
        assert seen.contract_id is not None
        pdf = open_pdf(await self._house.ports.storage.get(blob), key, seen.contract_id)
        return Response(pdf, media_type="application/pdf", headers={"Cache-Control": "no-store"})

    @answering
    async def pay_off(self, request: Request) -> Response:
        """What pays the loan off on a day (`on`, 2026-08-01)."""
        holder, _, loan = await self._seen(request)
        if loan is None:
            raise NotFound
        found = await quoting.pay_off_quote(holder, loan_id=loan.id, paid_on=_day(request.query_params.get("on", "")))
        quote = found.quote
        return json_response(
            {
                "on": quote.on.isoformat(),
                "arrears": str(Money(quote.arrears_fen)),
                "principal": str(Money(quote.principal_fen)),
                "interest": str(Money(quote.interest_fen)),
                "fee": str(Money(quote.fee_fen)),
                "saved": str(Money(quote.saved_fen)),
                "total": str(Money(quote.total_fen)),
                "explanationZh": found.explanation.zh,
                "explanationEn": found.explanation.en,
            }
        )

    @answering
    async def ask(self, request: Request) -> Response:
        body = await json_body(request)
        holder, known = await self._holder(request)
        try:
            kind = RequestKind(text_of(body, "kind").lower())
        except ValueError as error:
            raise Invalid(field="kind", reason="kind") from error
        purposes = body.get("purposes", [])
        if not isinstance(purposes, list) or not all(isinstance(each, str) for each in purposes):
            raise Invalid(field="purposes", reason="list")
        await requests.ask(
            holder,
            application_id=known.application_id,
            kind=kind,
            text=text_of(body, "text"),
            purposes=tuple(purposes),
        )
        return Response(status_code=204)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(field="on", reason="YYYY-MM-DD") from error


def _shown(seen: reading.Overview) -> dict[str, Any]:
    terms = seen.terms
    return {
        "lender": seen.lender,
        "officer": seen.officer,
        "branch": seen.branch,
        "customerNameMasked": seen.customer_name_masked,
        "number": seen.number,
        "state": seen.state.value.upper(),
        "amount": str(Money(seen.amount_fen)),
        "termMonths": seen.term_months,
        "purpose": seen.purpose,
        "decidedAt": seen.decided_at.isoformat() if seen.decided_at else None,
        "reasons": [{"zh": zh, "en": en} for zh, en in seen.reasons],
        "contractNumber": seen.contract_number,
        "signedAt": seen.signed_at.isoformat() if seen.signed_at else None,
        "isSealed": seen.is_sealed,
        "hasDisclosure": seen.has_disclosure,
        "apr": terms.get("apr") if terms else None,
        "account": seen.account,
        "requests": [_request(asked) for asked in seen.requests],
        "consents": list(seen.consents),
    }


def _request(asked: requests.Asked) -> dict[str, Any]:
    return {
        "kind": asked.kind.value.upper(),
        "state": asked.state.value.upper(),
        "text": asked.text,
        "askedAt": asked.asked_at.isoformat(),
        "dueOn": asked.due_on.isoformat() if asked.due_on else None,
        "answer": asked.answer,
        "answeredAt": asked.answered_at.isoformat() if asked.answered_at else None,
    }


def _loan(loan: OwnLoan) -> dict[str, Any]:
    return {
        "number": loan.number,
        "state": loan.state.value.upper(),
        "principal": str(Money(loan.principal_fen)),
        "outstanding": str(Money(loan.outstanding_fen)),
        "due": str(Money(loan.due_fen)),
        "nextDueOn": loan.next_due_on.isoformat() if loan.next_due_on else None,
        "next": str(Money(loan.next_fen)),
        "instalments": [
            {
                "number": row.number,
                "dueOn": row.due_on.isoformat(),
                "total": str(Money(row.total_fen)),
                "owed": str(Money(row.owed_fen)),
                "state": row.state.value.upper(),
            }
            for row in loan.instalments
        ],
    }
