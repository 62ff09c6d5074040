"""Addresses of the frame: the name under which people keep the start page, and the script that keeps Back whole."""

from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

_SCRIPT = Path(__file__).parent / "views" / "history.js"
_PATH = "/frame/history.js"
START = "/board"
"""The duty desk is the first page, which Streamlit serves at ``/`` alone."""


def history_script() -> str:
    """Address of the script, which changes with its content."""
    return f"{_PATH}?v={sha256(_SCRIPT.read_bytes()).hexdigest()[:8]}"


def frame_routes() -> list[Route]:
    """``/board`` and ``/frame/history.js``; neither says a word of business."""
    return [Route(START, _to_start, methods=["GET"]), Route(_PATH, _script, methods=["GET"])]


async def _to_start(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}", 303)


async def _script(_: Request) -> Response:
    return FileResponse(_SCRIPT, media_type="text/javascript")
