"""Reports as files, for whoever ordered them: piece by piece as they lie in the store."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from mobile_api.money_files import MEDIA_TYPES
from mobile_api.papers import PRIVATE, row_id
from mobile_api.problems import answering
from mobile_api.requests import require_person, staff_caller
from server.identity.operations import Operation
from server.kit.work import House
from server.reports.exports import sealing, service


class ExportRoutes:
    """GET /api/exports/{id}."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [Route("/api/exports/{id}", self.export, methods=["GET"])]

    @answering
    async def export(self, request: Request) -> Response:
        """The file that somebody has ordered, for himself: it holds rows of customers, so for persons only."""
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.REPORT_DRAW)
        export_id: UUID = row_id(request)
        sealed, name = await service.fetch_export(caller, export_id=export_id)
        headers = PRIVATE | {
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Content-Length": str(sealed.bytes_size),
        }
        media_type = MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        return StreamingResponse(sealing.unseal(self._house, export_id, sealed), headers=headers, media_type=media_type)
