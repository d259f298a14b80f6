"""Papers of collection: a letter as PDF, and the file of a case for lawyers."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.money_files import attached
from mobile_api.problems import answering
from mobile_api.requests import require_person, staff_caller
from server.collection.legal.file import archive_of
from server.collection.legal.writing import pdf_of
from server.identity.operations import Operation
from server.kit.global_ids import decode_as
from server.kit.work import House


class CollectionRoutes:
    """GET /api/collection/letters/{id} and /api/collection/cases/{id}/file: names in clear, so for persons only."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/api/collection/letters/{id}", self.letter, methods=["GET"]),
            Route("/api/collection/cases/{id}/file", self.file, methods=["GET"]),
        ]

    @answering
    async def letter(self, request: Request) -> Response:
        """A letter, set anew to the same words."""
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.COLLECTION_READ)
        letter_id = decode_as("CaseLetter", request.path_params["id"], "id")
        number, pdf = await pdf_of(caller, letter_id=letter_id)
        return attached(f"{number}.pdf", pdf)

    @answering
    async def file(self, request: Request) -> Response:
        """Contract, schedule, contacts and letters as one archive; that it was drawn is on record."""
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.COLLECTION_LEAD)
        case_id = decode_as("CollectionCase", request.path_params["id"], "id")
        name, data = await archive_of(caller, case_id=case_id)
        return attached(name, data)
