"""Reports for staff: the three checks of a loan, the register of applications, dossiers that were ordered."""

import asyncio
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.money_files import attached
from mobile_api.papers import row_id
from mobile_api.problems import answering
from mobile_api.requests import require_person, staff_caller
from server.compliance.dossiers import service as dossiers
from server.identity.operations import Operation
from server.kit.errors import Invalid
from server.kit.global_ids import decode_as
from server.kit.work import House
from server.reports.three_checks.drawing import draw
from server.reports.three_checks.register import as_workbook, register_rows


class ReportRoutes:
    """GET /api/reports/three-checks/{id}, GET /api/reports/applications, GET /api/dossiers/{id}."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/api/reports/three-checks/{id}", self.three_checks, methods=["GET"]),
            Route("/api/reports/applications", self.register, methods=["GET"]),
            Route("/api/dossiers/{id}", self.dossier, methods=["GET"]),
        ]

    @answering
    async def three_checks(self, request: Request) -> Response:
        """The report of one application, by its global id or its own. It shows pictures, so for persons only."""
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.REPORT_DRAW)
        text: str = request.path_params["id"]
        application_id = decode_as("Application", text, "id") if "_" in text else row_id(request)
        report = await anext(aiter(draw(caller, [application_id])))
        return attached(f"three_checks_{report.number}.pdf", report.pdf)

    @answering
    async def register(self, request: Request) -> Response:
        """What was submitted from `since` to `until` (2026-03-01), in sight, as a workbook."""
        caller = await staff_caller(self._house, request)
        since, until = (_day(request, name) for name in ("since", "until"))
        rows = await register_rows(caller, since=since, until=until)
        return attached(f"applications_{since:%Y%m%d}_{until:%Y%m%d}.xlsx", as_workbook(rows))

    @answering
    async def dossier(self, request: Request) -> Response:
        """The archive that somebody has ordered, for himself: it holds personal data in clear, so for persons only."""
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.DOSSIER_DRAW)
        text: str = request.path_params["id"]
        order_id = decode_as("Dossier", text, "id") if "_" in text else row_id(request)
        kept = await dossiers.fetch(caller, order_id=order_id)
        ports = self._house.ports
        sealed = await ports.storage.get(kept.blob)
        clear = await asyncio.to_thread(dossiers.unseal, ports.master_key, order_id, sealed, kept.key_cipher)
        return attached(f"dossier_{order_id.hex[-12:]}.zip", clear)


def _day(request: Request, name: str) -> date:
    try:
        return date.fromisoformat(request.query_params.get(name, ""))
    except ValueError as error:
        raise Invalid(field=name, reason="YYYY-MM-DD") from error
