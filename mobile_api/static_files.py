"""The built staff app: hashed assets for ever, pages never kept, compressed files as the browser takes them."""

import mimetypes
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

IMMUTABLE = "public, max-age=31536000, immutable"
FRESH = "no-cache"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
ROOT_FILES = ("sw.js", "manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png")
NOT_BUILT = "借贷 Jiedai: the staff app has not been built. The API is up."


class StaticFiles:
    """Serves one folder. Unknown paths without a dot are the app's own routes and get its page."""

    def __init__(self, folder: Path, *, with_phone: bool) -> None:
        self._folder = folder.resolve()
        self._with_phone = with_phone

    def routes(self) -> list[Route]:
        listed = [Route(f"/{name}", self.root_file) for name in ROOT_FILES]
        return [
            *listed,
            Route("/assets/{path:path}", self.asset),
            Route("/sign/{token}", self.sign_page),
            Route("/phone", self.phone_page),
            Route("/{path:path}", self.app_page),
        ]

    async def asset(self, request: Request) -> Response:
        return self._file(request, f"assets/{request.path_params['path']}", IMMUTABLE)

    async def root_file(self, request: Request) -> Response:
        return self._file(request, request.url.path.lstrip("/"), FRESH)

    async def sign_page(self, request: Request) -> Response:
        return self._file(request, "sign.html", FRESH)

    async def phone_page(self, request: Request) -> Response:
        if not self._with_phone:
            raise HTTPException(404)
        return self._file(request, "phone.html", FRESH)

    async def app_page(self, request: Request) -> Response:
        if "." in request.path_params["path"]:
            raise HTTPException(404)
        if not (self._folder / "index.html").is_file():
            return PlainTextResponse(NOT_BUILT, status_code=503)
        return self._file(request, "index.html", FRESH)

    def _file(self, request: Request, name: str, cache_control: str) -> Response:
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            raise HTTPException(404)
        accepted = request.headers.get("accept-encoding", "")
        headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
        kind = "application/manifest+json" if name.endswith(".webmanifest") else mimetypes.guess_type(name)[0]
        for encoding, suffix in ENCODINGS:
            packed = path.with_name(path.name + suffix)
            if encoding in accepted and packed.is_file():
                return FileResponse(packed, media_type=kind, headers=headers | {"Content-Encoding": encoding})
        return FileResponse(path, media_type=kind, headers=headers)
