"""The few files of the form's page, which say nothing of the business."""

from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

HERE = Path(__file__).parent
FILES = ("page.css", "page.js", "sending.js", "done.js")
TYPES = {".css": "text/css", ".js": "text/javascript"}
KEEP = "public, max-age=604800"


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
    """The file's address, which changes with its content."""
    return f"/s/assets/{name}?v={sha256((HERE / name).read_bytes()).hexdigest()[:8]}"
