"""The few files that the sign-in pages need and that anybody may read."""

from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

HERE = Path(__file__).parent
FONTS = HERE.parent / "static"
FILES = {
    "page.css": HERE / "page.css",
    "page.js": HERE / "page.js",
    "watch.js": HERE / "watch.js",
    "mark.svg": HERE / "mark.svg",
    "Inter-Regular.woff2": FONTS / "Inter-Regular.woff2",
    "Inter-Medium.woff2": FONTS / "Inter-Medium.woff2",
    "Inter-SemiBold.woff2": FONTS / "Inter-SemiBold.woff2",
}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
KEEP = "public, max-age=86400"


async def serve(request: Request) -> Response:
    """One of the named files, to be kept for a day."""
    path = FILES.get(request.path_params["name"])
    if path is None or not path.is_file():
        return PlainTextResponse("", 404)
    return FileResponse(path, media_type=TYPES[path.suffix], headers={"Cache-Control": KEEP})


def address(name: str) -> str:
    """The file's address, which changes with its content."""
    return f"/sign-in/assets/{name}?v={sha256(FILES[name].read_bytes()).hexdigest()[:8]}"
