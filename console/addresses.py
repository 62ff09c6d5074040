"""Addresses of the frame: the name under which people keep the start page, and the scripts of every page."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

_VIEWS = Path(__file__).parent / "views"
_SCRIPTS = ("history.js", "spoken.js")
START = "/board"
"""The duty desk is the first page, which Streamlit serves at ``/`` alone."""


def frame_scripts() -> list[str]:
    """Addresses of the scripts, which change with their content; they run before Streamlit's own."""
    return [f"/frame/{name}?v={sha256(_read(name)).hexdigest()[:8]}" for name in _SCRIPTS]


def frame_routes() -> list[Route]:
    """``/board`` and ``/frame/…``; neither says a word of business."""
    return [Route(START, _to_start, methods=["GET"]), Route("/frame/{name}", _script, methods=["GET"])]


async def _to_start(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}", 303)


async def _script(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _SCRIPTS:
        return Response(status_code=404)
    return Response(_read(name), media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@cache
def _read(name: str) -> bytes:
    return (_VIEWS / name).read_bytes()
