"""Proof that a request which may carry the cookie comes from a page of this very site.

The cookie is SameSite=Strict, and a refresh wants a header that no form can send; this is the third line, which needs
nothing of the page: browsers say by themselves where a request comes from. Programs say nothing and have no cookie of
somebody else's. The list of allowed origins does not count here: other origins bring bearer tokens.
"""

from urllib.parse import urlsplit

from starlette.requests import Request

from server.front.refusals import OriginForeign

OWN = frozenset({"same-origin", "none"})
"""What Sec-Fetch-Site says of this site's own pages and of what a person did himself."""


def require_same_origin(request: Request, public_url: str) -> None:
    """Raises OriginForeign for a request that a page of another origin has caused."""
    if request.headers.get("sec-fetch-site", "none").lower() not in OWN:
        raise OriginForeign(field="sec-fetch-site")
    given = request.headers.getlist("origin")
    own = {request.headers.get("host", "").lower(), urlsplit(public_url).netloc.lower()}
    if any(_host(origin) not in own for origin in given):
        raise OriginForeign(field="origin")


def _host(origin: str) -> str | None:
    """The host and port of an origin; None for `null` and for what is no origin."""
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
