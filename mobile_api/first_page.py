"""The page that a browser gets of a person who is logged in: his first list is in it, painted and as data.

On a bad network every round trip costs seconds, so the page does not send the app to ask what the server knows
already: who asks and what waits for him. It is read through the same doors, in the same scope and with the same masks
as the app's own question, holds no token, and is made for a navigation of the browser itself alone: never for a script,
a frame, another site, or the worker that keeps files. Nobody stores it. In every other case, and whenever anything is
refused, the page is the one that everybody gets, and the app asks.
"""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from mobile_api.documents import staff_app_documents
from mobile_api.first_list import Words, first_list
from mobile_api.packing import packed
from mobile_api.page_cookies import presented
from mobile_api.requests import caller_as
from mobile_api.same_origin import OWN
from mobile_api.viewer import as_viewer
from server.identity import reads
from server.identity.actors import Sessions
from server.identity.operations import Operation
from server.kit.errors import DomainError
from server.kit.work import Caller, House

Ask = Callable[[Caller, str], Awaitable[bytes | None]]
"""Answers a trusted document for a caller, as /graphql does; None where it is refused."""

FIRST_PLACES: Final = frozenset({"", "inbox"})
WORDS_FILE: Final = "first.json"
"""What the app's build leaves for this page: words in both languages, icons."""
LANGUAGE_TAGS: Final = {"zh": "zh-CN", "en": "en-GB"}
SCRIPT_AND_STYLE: Final = re.compile(
    r'(?P<script><script type="module"[^>]*></script>)\s*<link rel="stylesheet"[^>]* href="/(?P<style>[\w./-]+)">'
)
LANGUAGE: Final = re.compile(r'<html lang="[\w-]+">')
BODY: Final = re.compile(r'<div id="app">.*</div>(?=\s*</body>)', re.DOTALL)
BEGIN: Final = """
(() => {
  let theme = null;
  try { theme = localStorage.getItem('jiedai.theme'); } catch {}
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (theme !== 'light' && theme !== 'dark') theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
  const ask = () => fetch('/api/session/refresh', {
    method: 'POST', body: '{}', cache: 'no-store', credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'x-jiedai': '1' },
    signal: AbortSignal.timeout ? AbortSignal.timeout(30000) : undefined,
  });
  window.jiedaiRenewal = navigator.locks ? navigator.locks.request('jiedai.renewal', ask) : ask();
  window.jiedaiRenewal.catch(() => {});
})();
"""
"""Theme before the first paint, and the session renewed while the app is still on its way (web/src/api/session.ts)."""
GOES: Final = (
    "@keyframes first-goes{{to{{visibility:hidden}}}}"
    "#app[data-first]{{animation:first-goes 0s linear {seconds}s forwards}}"
    "@media (min-width:1024px){{#app[data-first]{{display:none}}}}"
)
"""Should the app never come, what was painted goes when it would have locked; wide screens are laid out otherwise."""


class FirstPage:
    """Makes the page, or says that there is none of his own for whoever asks."""

    def __init__(self, house: House, ask: Ask) -> None:
        self._house = house
        self._ask = ask
        (self._inbox,) = [key for key, text in staff_app_documents().items() if text.startswith("query Inbox(")]

    async def made_for(self, request: Request, folder: Path) -> Response | None:
        """The page of whoever navigates here; None where the plain one is due. `folder` holds the built app."""
        brought = presented(request) if is_own_navigation(request) else None
        if brought is None:
            return None
        token, language = brought
        first = await self._read(request, token)
        if first is None:
            return None
        page = _page(folder, language, first, request.state.csp_nonce).encode()
        response = Response(page, media_type="text/html", headers={"Cache-Control": "no-store, private"})
        return packed(response, request, "Cookie, Accept-Encoding")

    async def _read(self, request: Request, token: str) -> dict[str, Any] | None:
        """Who he is and what waits for him; None where that is not his first list, or he may not see it now."""
        assert isinstance(self._house.actors, Sessions)
        try:
            actor = await self._house.actors.actor_of_page(self._house, token)
            caller = caller_as(self._house, request, actor)
            me = await reads.me(caller)
        except DomainError:
            return None
        request.scope["state"]["actor_id"] = str(actor.id)
        if Operation.APPROVAL_DECIDE not in me.operations:
            return None
        answer = orjson.loads(await self._ask(caller, self._inbox) or b"{}")
        if "data" not in answer or answer.get("errors"):
            return None
        return {"staff": str(actor.id), "viewer": as_viewer(me), "inbox": answer["data"]}


def is_own_navigation(request: Request) -> bool:
    """Whether a person opens the page in a window of his own, from nowhere else than here.

    A browser too old to say so gets the plain page, like everybody who is no browser.
    """
    told = request.headers
    return (
        request.method == "GET"
        and told.get("sec-fetch-mode") == "navigate"
        and told.get("sec-fetch-dest") == "document"
        and told.get("sec-fetch-site") in OWN
        and "sec-purpose" not in told
    )


def _page(folder: Path, language: str, first: dict[str, Any], nonce: str) -> str:
    """The app's own page with style, data and list in it."""
    page = (folder / "index.html").read_text(encoding="utf-8")
    files = SCRIPT_AND_STYLE.search(page)
    assert files is not None, "the built page has one script and one style sheet"
    style = (folder / files["style"]).read_text(encoding="utf-8")
    goes = GOES.format(seconds=first["viewer"]["lockMinutes"] * 60)
    said = orjson.loads((folder / WORDS_FILE).read_bytes())
    words = Words(language, said[language], said["icons"])
    # no end tag, no comment can begin in the data
    data = orjson.dumps(first).decode().replace("<", "\\u003c")
    head = f'{files["script"]}<style nonce="{nonce}">{style}{goes}</style><script nonce="{nonce}">{BEGIN}</script>'
    body = (
        f'<div id="app" data-first>{first_list(first["inbox"]["approvalInbox"], words)}</div>'
        f'<script type="application/json" id="first">{data}</script>'
    )
    page = page.replace(files[0], head, 1)
    page = LANGUAGE.sub(f'<html lang="{LANGUAGE_TAGS[language]}">', page, count=1)
    return BODY.sub(lambda _: body, page, count=1)
