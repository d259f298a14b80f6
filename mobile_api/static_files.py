"""The built staff app: hashed assets for ever, pages never kept, compressed files as the browser takes them."""

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from mobile_api.first_page import FIRST_PLACES, FirstPage
from mobile_api.packing import accepted_encodings
from mobile_api.problems import answering
from server.kit.errors import NotFound

IMMUTABLE = "public, max-age=31536000, immutable"
FRESH = "no-cache"
WORKER = "sw.js"
WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""A worker is bound by the policy of its own script, and this one fetches the app's files."""
ROOT_FILES = (WORKER, "manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png")
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
NOT_PAGES = ("api", "assets", "callbacks", "graphiql", "graphql")
"""Below these stands no page of the app: an unknown path there is an error of whoever asked."""
NOT_BUILT = "借贷 Jiedai: the staff app has not been built. The API is up."


class StaticFiles:
    """Serves one folder. Unknown paths without a dot are the app's own routes and get its page."""

    def __init__(self, folder: Path, *, with_phone: bool, first: FirstPage | None = None) -> None:
        self._folder = folder.resolve()
        self._with_phone = with_phone
        self._first = first

    def routes(self) -> list[Route]:
        listed = [Route(f"/{name}", self.root_file) for name in ROOT_FILES]
        return [
            *listed,
            Route("/assets/{path:path}", self.asset),
            Route("/sign/{token}", self.sign_page),
            Route("/mine/{token}", self.mine_page),
            Route("/offer/{token}", self.offer_page),
            Route("/survey/{token}", self.offer_page),
            Route("/phone", self.phone_page),
            Route("/{path:path}", self.app_page),
        ]

    @answering
    async def asset(self, request: Request) -> Response:
        name = f"assets/{request.path_params['path']}"
        if ".." in name.split("/"):
            raise NotFound(field="path")
        return self.file(request, name, IMMUTABLE)

    @answering
    async def root_file(self, request: Request) -> Response:
        name = request.url.path.lstrip("/")
        answer = self.file(request, name, FRESH)
        if name == WORKER:
            answer.headers["Content-Security-Policy"] = WORKER_POLICY
        return answer

    @answering
    async def sign_page(self, request: Request) -> Response:
        return self.file(request, "sign.html", FRESH)

    @answering
    async def mine_page(self, request: Request) -> Response:
        return self.file(request, "mine.html", FRESH)

    @answering
    async def offer_page(self, request: Request) -> Response:
        """Offer and survey share a page: their addresses tell them apart."""
        return self.file(request, "offer.html", FRESH)

    @answering
    async def phone_page(self, request: Request) -> Response:
        if not self._with_phone:
            raise NotFound(field="path")
        return self.file(request, "phone.html", FRESH)

    @answering
    async def app_page(self, request: Request) -> Response:
        path = request.path_params["path"]
        if "." in path or path.split("/", 1)[0] in NOT_PAGES:
            raise NotFound(field="path")
        if not (self._folder / "index.html").is_file():
            return PlainTextResponse(NOT_BUILT, status_code=503)
        if self._first and path in FIRST_PLACES and (made := await self._first.made_for(request, self._folder)):
            return made
        return self.file(request, "index.html", FRESH)

    def file(self, request: Request, name: str, cache_control: str) -> Response:
        """A file of the folder, packed as the browser takes it. Raises NotFound."""
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            raise NotFound(field="path")
        accepted = accepted_encodings(request.headers.get("accept-encoding", ""))
        headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
        kind = "application/manifest+json" if name.endswith(".webmanifest") else mimetypes.guess_type(name)[0]
        for encoding, suffix in ENCODINGS:
            packed = path.with_name(path.name + suffix)
            if encoding in accepted and packed.is_file():
                return FileResponse(packed, media_type=kind, headers=headers | {"Content-Encoding": encoding})
        return FileResponse(path, media_type=kind, headers=headers)
