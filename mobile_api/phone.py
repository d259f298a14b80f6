"""The demo's "customer's phone": every message that would have gone out. Not there in production."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import caller_as, json_response
from server.identity.actors import system_actor
from server.identity.operations import Operation
from server.kit.work import House
from server.notices.service import phone_messages

PHONE_PAGE = system_actor(9, "phone_page", Operation.NOTICE_READ)


class PhoneRoutes:
    """GET /api/phone."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [Route("/api/phone", self.messages, methods=["GET"])]

    @answering
    async def messages(self, request: Request) -> Response:
        rows = await phone_messages(caller_as(self._house, request, PHONE_PAGE))
        shown = [{"to": row.to, "text": row.text, "kind": row.kind.value, "at": row.at.isoformat()} for row in rows]
        return json_response({"messages": shown})
