"""Live boards as their pages keep them: one event stream each, opened again when it ends, grey when it is silent."""

import asyncio
import json
from contextlib import suppress
from time import monotonic
from typing import Any

from console.guard import SESSION_COOKIE

STALE_S = 5.0
LAG_SHOWN_MS = 2000
"""As ``console/board/js/status.js`` has them."""
AGAIN_S = 3.0
"""After which a browser opens a broken stream again."""
LONGEST_LINE = 1 << 24


class Board:
    """One board of one site.

    Attributes:
        site: Its site.
        position: Position of the log that its rows stand at.
        lag: How far the console says that it is behind.
        arrivals: Each message with rows: its position, and when it came.
        streams: How often the stream was opened.
        beats: Messages of every kind.
    """

    def __init__(self, port: int, site: str, token: str) -> None:
        self.site = site
        self.position = 0
        self.lag: dict[str, int] = {}
        self.arrivals: list[tuple[int, float]] = []
        self.streams = self.beats = 0
        self._port, self._token = port, token
        self._begun, self._heard_at = monotonic(), 0.0

    def is_grey(self, now: float) -> bool:
        """Whether the page says that it is stale: nothing heard for five seconds, or not yet since it was opened.

        What waited to be applied when something was last heard counts, where it is not said anyhow.
        """
        waited = 0 if self.says_lag() else self.lag.get("oldest_ms", 0)
        return now - (self._heard_at or self._begun) + waited / 1000 > STALE_S

    def says_lag(self) -> bool:
        """Whether the page says that the console is behind the log, forsaken by all workers, or cannot look."""
        if self.lag.get("unseen", 0) or self.lag.get("workers", 1) == 0:
            return True
        return self.lag.get("behind", 0) > 0 and self.lag.get("oldest_ms", 0) >= LAG_SHOWN_MS

    async def watch(self) -> None:
        """Keep the stream open until cancelled."""
        while True:
            with suppress(OSError):  # the console is away
                await self._listen()
            await asyncio.sleep(AGAIN_S)

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=LONGEST_LINE)
        try:
            writer.write(self._request())
            kind = ""
            while line := await reader.readline():
                if line.startswith(b"event: "):
                    kind = line[7:].decode().strip()
                elif line.startswith(b"data: "):
                    self._hear(kind, json.loads(line[6:]))
        finally:
            writer.close()

    def _request(self) -> bytes:
        return (
            f"GET /live/board?site={self.site} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Accept: text/event-stream\r\nCookie: {SESSION_COOKIE}={self._token}\r\n\r\n"
        ).encode()

    def _hear(self, kind: str, body: dict[str, Any]) -> None:
        self._heard_at = monotonic()
        self.beats += 1
        self.streams += kind == "board"
        self.position, self.lag = body.get("position", self.position), body.get("lag", {})
        if kind in {"board", "rows"}:
            self.arrivals.append((self.position, self._heard_at))
