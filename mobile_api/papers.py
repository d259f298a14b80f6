"""Pictures and papers for staff: decrypted on the way out, kept by nobody on the way."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import is_developer_token, staff_caller
from server.contracts import service as contracts
from server.identity.operations import LABELS, Operation
from server.kit.errors import Denied, NotFound
from server.kit.work import House

PRIVATE = {"Cache-Control": "no-store"}


class PaperRoutes:
    """GET /api/contracts/{id}/pdf."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [Route("/api/contracts/{id}/pdf", self.contract, methods=["GET"])]

    @answering
    async def contract(self, request: Request) -> Response:
        caller = await staff_caller(self._house, request)
        if is_developer_token(request):
            # the paper names the borrower in clear: that is for persons
            raise Denied(operation=LABELS[Operation.CONTRACT_READ][0])
        contract_id = row_id(request)
        blob, key, _ = await contracts.pdf_of(caller, contract_id=contract_id)
        pdf = contracts.open_pdf(await self._house.ports.storage.get(blob), key, contract_id)
        return Response(pdf, media_type="application/pdf", headers=PRIVATE)


def row_id(request: Request) -> UUID:
    """The id in the path. Raises NotFound for one that is malformed: it names nothing."""
    try:
        return UUID(request.path_params["id"])
    except ValueError as error:
        raise NotFound(field="id") from error
