"""The few files of the form's page, which say nothing of the business."""

from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

HERE = Path(__file__).parent
FILES = ("page.css", "page.js", "sending.js", "done.js")
TYPES = {".css": "text/css", ".js": "text/javascript"}
KEEP = "public, max-age=604800"
EDITION = sha256(b"".join((HERE / name).read_bytes() for name in FILES)).hexdigest()[:8]
"""Changes with any of them, for they load each other."""


async def serve(request: Request) -> Response:
    """One of the named files, to be kept for a week."""
    name = request.path_params["name"]
    if name not in FILES:
        return PlainTextResponse("", 404)
    path = HERE / name
    return FileResponse(path, media_type=TYPES[path.suffix], headers={"Cache-Control": KEEP})


async def worker(_: Request) -> Response:
    """What keeps an opened page in the telephone; it must stand in the folder that it looks after."""
    return FileResponse(HERE / "worker.js", media_type="text/javascript")


def address(name: str) -> str:
    """The file's address in this edition."""
    return f"/s/assets/{EDITION}/{name}"
