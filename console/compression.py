"""Streamlit's own files, compressed once and kept: it sends them plain, some megabytes on a first visit."""

import gzip

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDERS = ("/static/",)
ENDINGS = (".js", ".css", ".svg", ".json", ".wasm", ".ttf")
LEVEL = 6
SMALLEST = 1024
LARGEST_CACHE = 48 * 1024 * 1024

Kept = tuple[Message, bytes]


class CompressedFiles:
    """Answers the files of a release from memory, compressed; their names change with their content.

    Args:
        app: Where a file comes from the first time.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, Kept] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory where the browser takes gzip, else pass the request on."""
        if not _wanted(scope):
            await self._app(scope, receive, send)
            return
        kept = self._kept.get(scope["path"])
        if kept is None:
            await self._fetch(scope, receive, send)
        else:
            await send(kept[0])
            await send({"type": "http.response.body", "body": kept[1], "more_body": False})

    async def _fetch(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        parts: list[bytes] = []

        async def collecting(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, collecting)
        body = b"".join(parts)
        if start["status"] == 200 and len(body) >= SMALLEST:  # noqa: PLR2004 - the status itself
            start, body = await self._compress(scope["path"], start, body)
        await send(start)
        await send({"type": "http.response.body", "body": body, "more_body": False})

    async def _compress(self, path: str, start: Message, body: bytes) -> Kept:
        packed = await run_in_threadpool(gzip.compress, body, LEVEL)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(packed))
        headers.add_vary_header("Accept-Encoding")
        kept = ({**start, "headers": headers.raw}, packed)
        if path not in self._kept and self._bytes + len(packed) <= LARGEST_CACHE:
            self._kept[path] = kept
            self._bytes += len(packed)
        return kept


def _wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path, headers = scope["path"], Headers(scope=scope)
    if not path.startswith(FOLDERS) or not path.endswith(ENDINGS):
        return False
    partial = any(name in headers for name in ("range", "if-none-match", "if-modified-since"))
    return not partial and "gzip" in headers.get("accept-encoding", "")
