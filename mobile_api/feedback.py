"""What staff tell about the app: words and, where they like, a picture of the screen."""

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.papers import PRIVATE, row_id
from mobile_api.problems import answering
from mobile_api.requests import json_response, require_person, staff_caller
from mobile_api.uploads import read_form
from server.identity.operations import Operation
from server.kit.global_ids import encode
from server.kit.work import House
from server.notices.feedback import service


class FeedbackRoutes:
    """POST /api/feedback and GET /api/feedback/{id}/picture."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/api/feedback", self.take, methods=["POST"]),
            Route("/api/feedback/{id}/picture", self.show, methods=["GET"]),
        ]

    @answering
    async def take(self, request: Request) -> Response:
        """Fields text, screen and, if there is a picture, file. The request key stands in `Idempotency-Key`."""
        caller = await staff_caller(self._house, request)
        async with read_form(request) as form:
            file = form.get("file")
            picture = await file.read() if isinstance(file, UploadFile) else None
            told = service.Told(str(form.get("text") or ""), str(form.get("screen") or ""), picture)
        return json_response({"feedbackId": encode("Feedback", await service.tell(caller, told))}, 201)

    @answering
    async def show(self, request: Request) -> Response:
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.FEEDBACK_ANSWER)
        data = await service.picture(caller, feedback_id=row_id(request))
        return Response(data, media_type=service.MEDIA_TYPE, headers=PRIVATE)
