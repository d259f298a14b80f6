"""GraphiQL for demonstrations: its page, its own files, and the demonstration's log-ins. Production has none of it."""

import json

import pyotp
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import json_response
from mobile_api.static_files import FRESH, IMMUTABLE, StaticFiles
from server.kit.errors import NotFound
from server.kit.work import House
from server.settings import Mode

LOGINS_FILE = "logins.json"
"""What `jiedai seed` leaves beside a demonstration's data."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""As strict as for any page of ours; only the fonts may be data, as the workbench's style sheet carries them."""


class GraphiqlRoutes:
    """GET /graphiql, /graphiql/logins and /graphiql/{file}."""

    def __init__(self, house: House, files: StaticFiles) -> None:
        self._house = house
        self._files = files

    def routes(self) -> list[Route]:
        return [
            Route("/graphiql", self.page, methods=["GET"]),
            Route("/graphiql/logins", self.logins, methods=["GET"]),
            Route("/graphiql/{name}", self.file, methods=["GET"]),
        ]

    @answering
    async def page(self, request: Request) -> Response:
        response = self._files.file(request, "graphiql.html", FRESH)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @answering
    async def file(self, request: Request) -> Response:
        return self._files.file(request, f"graphiql/{request.path_params['name']}", IMMUTABLE)

    @answering
    async def logins(self, request: Request) -> Response:
        """The log-ins that the demonstration has printed, each with the code of this moment."""
        del request
        file = self._house.settings.data_dir / LOGINS_FILE
        if self._house.settings.mode is not Mode.DEMO or not file.is_file():
            raise NotFound(field="path")
        now = self._house.ports.clock.now()
        shown = [
            {
                "role": one["role"],
                "login": one["login"],
                "password": one["password"],
                "code": pyotp.TOTP(one["totp_secret"]).at(now) if one["totp_secret"] else None,
            }
            for one in json.loads(file.read_text(encoding="utf-8"))
        ]
        return json_response({"logins": shown})
