"""Log-in, refresh and log-out for the app: the refresh token lives in an HttpOnly cookie that scripts cannot read."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.packing import packed
from mobile_api.page_cookies import PageCookies
from mobile_api.problems import answering
from mobile_api.requests import caller_as, json_body, json_response, staff_caller, text_of
from mobile_api.same_origin import require_same_origin
from mobile_api.viewer import as_viewer
from server.identity import actors, reads, sessions
from server.kit.errors import Invalid
from server.kit.work import House

COOKIE = "jiedai_refresh"
PATH = "/api/session"
GUARD_HEADER = "x-jiedai"


class SessionRoutes:
    """POST and DELETE /api/session, POST /api/session/refresh."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._secure = house.settings.public_url.startswith("https:")
        self._page = PageCookies(house, secure=self._secure)

    def routes(self) -> list[Route]:
        return [
            Route(PATH, self.log_in, methods=["POST"]),
            Route(PATH, self.log_out, methods=["DELETE"]),
            Route(f"{PATH}/refresh", self.refresh, methods=["POST"]),
        ]

    @answering
    async def log_in(self, request: Request) -> Response:
        require_same_origin(request, self._house.settings.public_url)
        body = await json_body(request)
        tokens = await sessions.log_in(
            caller_as(self._house, request),
            login=text_of(body, "login"),
            password=text_of(body, "password"),
            code=text_of(body, "code", optional=True) or None,
            device=text_of(body, "device", optional=True) or None,
        )
        response, me = await self._opened(request, tokens)
        self._page.unlock(response, me.lock_minutes)
        return response

    @answering
    async def refresh(self, request: Request) -> Response:
        require_same_origin(request, self._house.settings.public_url)
        if request.headers.get(GUARD_HEADER) != "1":
            raise Invalid(field="X-Jiedai", reason="missing")
        token = request.cookies.get(COOKIE)
        if not token:
            return Response(
                status_code=204, headers={"Cache-Control": "no-store"}
            )  # nobody is here, and nothing failed
        tokens = await sessions.refresh_session(caller_as(self._house, request), token=token)
        response, _ = await self._opened(request, tokens)
        return response

    @answering
    async def log_out(self, request: Request) -> Response:
        require_same_origin(request, self._house.settings.public_url)
        await sessions.log_out(replace(await staff_caller(self._house, request), idempotency_key=None))
        response = Response(status_code=204, headers={"Clear-Site-Data": '"cache", "storage"'})
        response.delete_cookie(COOKIE, path=PATH)
        self._page.take_away(response)
        return response

    async def _opened(self, request: Request, tokens: object) -> tuple[Response, reads.Me]:
        assert isinstance(tokens, sessions.Tokens)
        assert isinstance(self._house.actors, actors.Sessions)
        actor = await self._house.actors.actor_of(self._house, tokens.access)
        me = await reads.me(caller_as(self._house, request, actor))
        answer = json_response(
            {
                "accessToken": tokens.access,
                "expiresAt": tokens.expires_at.isoformat(),
                "viewer": as_viewer(me),
                "staff": {"id": str(me.staff.id), "name": me.staff.name, "positions": sorted(actor.positions)},
            }
        )
        response = packed(answer, request)
        response.set_cookie(
            COOKIE,
            tokens.refresh,
            max_age=self._house.settings.refresh_days * 86_400,
            path=PATH,
            secure=self._secure,
            httponly=True,
            samesite="strict",
        )
        self._page.give(response, tokens)
        return response, me
