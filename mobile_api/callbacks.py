"""What machines tell us: the bank's signed callbacks."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import caller_as, json_response
from server.custody.answers import take_answer
from server.custody.bank import verify_callback
from server.custody.errors import AnswerQuarantined
from server.identity.actors import BANK
from server.kit.work import House


class CallbackRoutes:
    """POST /callbacks/bank."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [Route("/callbacks/bank", self.bank, methods=["POST"])]

    @answering
    async def bank(self, request: Request) -> Response:
        """Check the signature, then file the answer. A quarantined one is on record: the bank need not repeat it."""
        settings, now = self._house.settings, self._house.ports.clock.now()
        secret = settings.bank_secret.get_secret_value()
        told = verify_callback(secret, request.headers, await request.body(), now)
        try:
            await take_answer(
                caller_as(self._house, request, BANK),
                answer=told.answer,
                message_id=told.message_id,
                payee_account=told.payee_account,
                occurred_at=told.occurred_at,
            )
        except AnswerQuarantined:
            return json_response({"taken": False})
        return json_response({"taken": True})
