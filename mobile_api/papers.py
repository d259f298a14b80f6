"""Pictures and papers for staff: decrypted on the way out, kept by nobody on the way."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import require_person, staff_caller
from server.applications.minutes import service as minutes
from server.contracts import service as contracts
from server.contracts.disclosing import disclosure_pdf
from server.contracts.sealing import evidence_of
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Caller, House

PRIVATE = {"Cache-Control": "no-store"}


class PaperRoutes:
    """GET /api/contracts/{id}/pdf, /disclosure and /evidence; GET /api/cases/{id}/minutes."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/api/contracts/{id}/pdf", self.contract, methods=["GET"]),
            Route("/api/contracts/{id}/disclosure", self.disclosure, methods=["GET"]),
            Route("/api/contracts/{id}/evidence", self.evidence, methods=["GET"]),
            Route("/api/cases/{id}/minutes", self.minutes, methods=["GET"]),
        ]

    @answering
    async def contract(self, request: Request) -> Response:
        caller, contract_id = await self._asked(request)
        blob, key, _ = await contracts.pdf_of(caller, contract_id=contract_id)
        return await self._pdf(blob, key, contract_id)

    @answering
    async def disclosure(self, request: Request) -> Response:
        """The cost disclosure that went before the contract."""
        caller, contract_id = await self._asked(request)
        return await self._pdf(*await disclosure_pdf(caller, contract_id=contract_id), contract_id)

    @answering
    async def evidence(self, request: Request) -> Response:
        """The sealed record of how the contract was signed."""
        caller, contract_id = await self._asked(request)
        return await self._pdf(*await evidence_of(caller, contract_id=contract_id), contract_id)

    @answering
    async def minutes(self, request: Request) -> Response:
        """The minutes of a committee's decision."""
        caller, case_id = await self._asked(request)
        blob, key = await minutes.paper_of(caller, case_id=case_id)
        pdf = minutes.open_paper(await self._house.ports.storage.get(blob), key, case_id)
        return Response(pdf, media_type="application/pdf", headers=PRIVATE)

    async def _asked(self, request: Request) -> tuple[Caller, UUID]:
        """Who asks, and for which contract. Its papers name the borrower in clear: that is for persons."""
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.CONTRACT_READ)
        return caller, row_id(request)

    async def _pdf(self, blob: str, key: bytes, contract_id: UUID) -> Response:
        pdf = contracts.open_pdf(await self._house.ports.storage.get(blob), key, contract_id)
        return Response(pdf, media_type="application/pdf", headers=PRIVATE)


def row_id(request: Request) -> UUID:
    """The id in the path. Raises NotFound for one that is malformed: it names nothing."""
    try:
        return UUID(request.path_params["id"])
    except ValueError as error:
        raise NotFound(field="id") from error
