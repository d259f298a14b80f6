"""The pages behind two personal links: an offer with its cost and the right to say no, and one question at the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering as answered
from mobile_api.requests import caller_as, json_body, json_response, text_of
from server.kit.errors import Invalid
from server.kit.money import Money
from server.kit.work import House
from server.offers import answering, links
from server.offers.satisfaction import asking

ANSWERS: Final[Mapping[str, Callable[..., Awaitable[str]]]] = {
    "open": answering.open_offer,
    "accept": answering.accept,
    "decline": answering.decline,
}


class OfferRoutes:
    """Everything below /api/offer/{token} and /api/survey/{token}."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/api/offer/{token}", self.show, methods=["GET"]),
            Route("/api/offer/{token}", self.answer, methods=["POST"]),
            Route("/api/survey/{token}", self.survey, methods=["GET"]),
            Route("/api/survey/{token}", self.answer_survey, methods=["POST"]),
        ]

    @answered
    async def show(self, request: Request) -> Response:
        return json_response(_shown(await links.show(caller_as(self._house, request), request.path_params["token"])))

    @answered
    async def answer(self, request: Request) -> Response:
        """`answer`: open, accept or decline."""
        verb = ANSWERS.get(text_of(await json_body(request), "answer").lower())
        if verb is None:
            raise Invalid(field="answer", reason="open, accept, decline")
        desk = links.desk(caller_as(self._house, request))
        return json_response({"state": (await verb(desk, token=request.path_params["token"])).upper()})

    @answered
    async def survey(self, request: Request) -> Response:
        token = request.path_params["token"]
        holder = await asking.holder_of(caller_as(self._house, request), token)
        state = await asking.own_survey(holder, token=token)
        return json_response({"lender": self._house.settings.lender_name, "state": state.value.upper()})

    @answered
    async def answer_survey(self, request: Request) -> Response:
        """`score`: 1 to 5; `words`: a few, or none."""
        body, token = await json_body(request), request.path_params["token"]
        score = body.get("score")
        if not isinstance(score, int) or isinstance(score, bool):
            raise Invalid(field="score", reason="1 to 5")
        holder = await asking.holder_of(caller_as(self._house, request), token)
        state = await asking.answer(holder, token=token, score=score, words=text_of(body, "words", optional=True))
        return json_response({"state": state.upper()})


def _shown(offer: links.Shown) -> dict[str, Any]:
    return {
        "lender": offer.lender,
        "customerNameMasked": offer.customer_name_masked,
        "kind": offer.kind.value.upper(),
        "state": offer.state.value.upper(),
        "productZh": offer.product_zh,
        "productEn": offer.product_en,
        "amount": str(Money(offer.amount_fen)),
        "termMonths": offer.term_months,
        "rate": str(offer.rate_annual),
        "apr": str(offer.apr),
        "instalment": str(Money(offer.instalment_fen)),
        "interest": str(Money(offer.interest_fen)),
        "firstDueOn": offer.first_due_on.isoformat(),
        "expiresAt": offer.expires_at.isoformat(),
    }
