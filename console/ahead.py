"""Streams, ahead of the layers for pages: each of those would hold every message in its hands."""

from collections.abc import Sequence

from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send


class Ahead:
    """Answers some exact paths by itself and passes everything else on.

    Args:
        app: The pages: Streamlit with its sessions, its compression and our frame around it.
        routes: What is answered here.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[Route]) -> None:
        self._app = app
        self._routes = {route.path: route for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        route = self._routes.get(scope["path"]) if scope["type"] == "http" else None
        if route is None:
            await self._app(scope, receive, send)
            return
        scope["route"] = route  # as a router would: answers are counted by it
        await route.handle(scope, receive, send)
