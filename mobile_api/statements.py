"""Bank statements from the finance desk: one file, kept as it came; a mutation imports it."""

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import json_response, staff_caller
from mobile_api.uploads import read_form
from server.kit.errors import Invalid
from server.kit.global_ids import encode
from server.kit.work import House
from server.reconciliation import intake


class StatementRoutes:
    """POST /api/statements."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [Route("/api/statements", self.take, methods=["POST"])]

    @answering
    async def take(self, request: Request) -> Response:
        """Keep one file; answers its id for `importStatement`. Nobody has judged it yet."""
        caller = await staff_caller(self._house, request)
        async with read_form(request) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise Invalid(field="file", reason="missing")
            file_id = await intake.keep(caller, await file.read())
        return json_response({"fileId": encode("StatementFile", file_id)}, 201)
