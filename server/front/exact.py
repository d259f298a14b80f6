"""One path's short way past the router, for the path that nearly all requests go to.

A router tries its patterns in turn and wraps each application in handlers of its own exceptions: together as dear as
everything that the front door checks. An application that raises none of them needs neither.
"""

from starlette.types import ASGIApp, Receive, Scope, Send


class Exact:
    """Sends HTTP requests for exactly this path to their application; all else goes to the router.

    The router keeps its route: it is what redirects from the path with a slash behind it.
    """

    def __init__(self, path: str, app: ASGIApp, router: ASGIApp) -> None:
        self.path = path
        self.app = app
        self.router = router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        exact = scope["type"] == "http" and scope["path"] == self.path
        await (self.app if exact else self.router)(scope, receive, send)
