"""Everybody who watches, as one light process: bare sockets, one selector, no parsing beyond the ids.

``python -m tests.benchmarks.boards.client PORT PATH`` reads one line of JSON, the cookie of each board to open, and
says ``ready`` with the seconds that it took until each had its first message. It answers a second line with one line
of JSON (:class:`Heard`), and ends.
"""

import json
import re
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

IDENT = re.compile(rb"\nid: (\d+)\n")
HEAD = b"\r\n\r\n"
END = b"\n\n"
CHUNK = 256 * 1024


class Board:
    """One open stream: what came, and when.

    Attributes:
        ids: Each message that has an id, with the monotonic seconds of its arrival; the first is the whole board.
        bytes: Bytes of the wire since the whole board was there.
        event_bytes: Those of them that came for events; the rest are beats.
        ended: Whether the server closed the stream.
    """

    def __init__(self, port: int, path: str, cookie: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n"
        self.socket.sendall(asked.encode())
        self.socket.setblocking(False)
        self.ids: list[tuple[int, float]] = []
        self.bytes = self.event_bytes = 0
        self.ended = False
        self._rest = b""

    def read(self) -> None:
        """Take in what has arrived."""
        try:
            came = self.socket.recv(CHUNK)
        except ConnectionError:
            came = b""
        now, self.ended = time.monotonic(), not came
        pieces = (self._rest + came).split(END)
        self._rest = pieces.pop()
        for piece in pieces:
            self.take(piece, now)

    def take(self, piece: bytes, now: float) -> None:
        """One message."""
        size, found = len(piece) + len(END), IDENT.search(piece)
        if self.ids:
            self.bytes += size
            self.event_bytes += size if found else 0
        if found:
            self.ids.append((int(found[1]), now))


class Client:
    """All boards of one server."""

    def __init__(self, port: int, path: str, cookies: list[str], kind: type[Board] = Board) -> None:
        self._selector = selectors.DefaultSelector()
        self._began = time.monotonic()
        self.boards = [kind(port, path, cookie) for cookie in cookies]
        for board in self.boards:
            self._selector.register(board.socket, selectors.EVENT_READ, board)
        self.stopping = False

    def listen(self) -> dict[str, Any]:
        """Hold the streams until told to stop."""
        waiting, cpu = set(self.boards), 0.0
        while not self.stopping:
            for key, _ in self._selector.select(0.2):
                board: Board = key.data
                board.read()
                if board.ended:
                    self._selector.unregister(board.socket)
                if board in waiting and board.ids:
                    waiting.discard(board)
                    if not waiting:
                        cpu = time.process_time()
                        print(json.dumps(time.monotonic() - self._began), flush=True)  # noqa: T201 - the pipe
        return {
            "cpu_s": time.process_time() - cpu,
            "ended": sum(board.ended for board in self.boards),
            "bytes": [board.bytes for board in self.boards],
            "event_bytes": [board.event_bytes for board in self.boards],
            "ids": [board.ids for board in self.boards],
        }


def tell(kind: type[Board], more: Callable[[list[Any]], dict[str, Any]]) -> None:
    """Open, listen, tell; ``more`` is what the boards at the end say beside :meth:`Client.listen`."""
    client = Client(int(sys.argv[1]), sys.argv[2], json.loads(sys.stdin.readline()), kind)

    def stop() -> None:
        sys.stdin.readline()
        client.stopping = True

    threading.Thread(target=stop, daemon=True).start()
    heard = client.listen()
    print(json.dumps({**heard, **more(client.boards)}), flush=True)  # noqa: T201 - the pipe


if __name__ == "__main__":
    tell(Board, lambda _: {})
