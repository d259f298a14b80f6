"""The two cookies under which a page is made for its person: one says who he is, one that his phone is not locked.

`jiedai_page` lets its browser read the first page and nothing else: it is signed, names the session, ends with the
shift or with the session, and no script sees it. `jiedai_open` says in which language, and lives as long as the app
stays unlocked: a log-in sets it, then the app itself with every touch, and takes it away when it locks
(web/src/lib/lock.ts). It proves nothing; without it, or without the other one, the page is the one that everybody gets.
"""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from server.identity import tokens
from server.identity.sessions import Tokens
from server.kit.work import House

PAGE = "jiedai_page"
OPEN = "jiedai_open"
SHIFT = timedelta(hours=12)
"""How long after the last renewal a page may be made without another one; the app keeps its readings as long."""
LANGUAGES = ("zh", "en")


class PageCookies:
    """Sets and takes away both. `secure`: over https only."""

    def __init__(self, house: House, *, secure: bool) -> None:
        self._house = house
        self._secure = secure

    def give(self, response: Response, opened: Tokens) -> None:
        """Let this browser have the first page of a session."""
        token = tokens.new_page(
            self._house.settings.token_key.get_secret_value(),
            staff_id=opened.staff_id,
            session_id=opened.session_id,
            now=self._house.ports.clock.now(),
            lifetime=SHIFT,
        )
        life = int(SHIFT.total_seconds())
        response.set_cookie(PAGE, token, max_age=life, secure=self._secure, httponly=True, samesite="strict")

    def unlock(self, response: Response, lock_minutes: int) -> None:
        """Somebody has shown himself: the app is open until it would lock. The app renews this one itself."""
        response.set_cookie(OPEN, LANGUAGES[0], max_age=lock_minutes * 60, secure=self._secure, samesite="strict")

    def take_away(self, response: Response) -> None:
        response.delete_cookie(PAGE)
        response.delete_cookie(OPEN)


def presented(request: Request) -> tuple[str, str] | None:
    """The page token and the language that a request brings; None where one of the two is missing."""
    token, language = request.cookies.get(PAGE), request.cookies.get(OPEN)
    return (token, language) if token and language in LANGUAGES else None
