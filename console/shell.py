"""The frame in which Streamlit draws: title, mark, the reader's language, and the watch over the session."""

import gzip
import json
import re
from functools import lru_cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.addresses import frame_scripts
from console.guard.checks import cookies_of
from console.languages import Translator
from console.languages.preference import SHOWN_COOKIE, preferred
from console.signin import assets
from console.spoken import spoken

ITS_TITLE = b"<title>Streamlit</title>"
ITS_LANGUAGE = b'<html lang="en">'
ITS_ICON = b'href="./favicon.png"'
ITS_INLINE_SCRIPT = re.compile(rb"<script>\s*window\.prerenderReady = false\s*</script>")


class Shell:
    """Rewrites Streamlit's one HTML page, which comes packed or plain; every other answer passes untouched.

    The page's scripts run before Streamlit's own, so that they see the websocket being opened and pages turned.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, holding back the answer while it may be the page."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        held: Message | None = None
        body = b""

        async def rewriting(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start" and _is_page(message):
                held = message
            elif held is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    await _send_page(scope, held, body, send)

        await self._app(scope, receive, rewriting)


def _is_page(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")  # noqa: PLR2004 - the status itself


async def _send_page(scope: Scope, start: Message, body: bytes, send: Send) -> None:
    headers, asked = MutableHeaders(raw=list(start["headers"])), Headers(scope=scope)
    page = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    if ITS_TITLE in page:
        language = preferred(cookies_of(asked), asked.get("accept-language"))
        body = _rewritten(page, language)
        del headers["content-encoding"]
        for name in ("etag", "last-modified"):
            del headers[name]
        headers["vary"] = "Accept-Encoding, Accept-Language, Cookie"
        if "gzip" in asked.get("accept-encoding", ""):
            body, headers["content-encoding"] = _packed(body), "gzip"
        headers["content-length"] = str(len(body))
        headers.append("set-cookie", f"{SHOWN_COOKIE}={language}; Path=/; HttpOnly; SameSite=Lax")
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body, "more_body": False})


@lru_cache(maxsize=4)
def _rewritten(page: bytes, language: str) -> bytes:
    translator = Translator.for_language(language)
    title = f"<title>{translator.t('Steward')}</title>"
    words = json.dumps(spoken(translator), ensure_ascii=False).replace("<", "\\u003c")
    scripts = (assets.address("watch.js"), *frame_scripts())
    ours = f'{title}<script type="application/json" id="steward-spoken">{words}</script>'
    ours += "".join(f'<script src="{script}"></script>' for script in scripts)
    return (
        ITS_INLINE_SCRIPT.sub(b"", page)
        .replace(ITS_LANGUAGE, f'<html lang="{translator.locale}">'.encode())
        .replace(ITS_TITLE, ours.encode())
        .replace(ITS_ICON, f'href="{assets.address("mark.svg")}"'.encode())
    )


@lru_cache(maxsize=4)
def _packed(page: bytes) -> bytes:
    return gzip.compress(page, 9)
