"""A line between a browser and the console that the test cuts and mends."""

import socket
import threading
from contextlib import suppress
from typing import Self


class Line:
    """Passes bytes both ways while it is whole; while it is cut, every connection ends at once.

    Attributes:
        port: Where the browser finds the console.
    """

    def __init__(self, behind: int) -> None:
        self._behind = behind
        self._whole = True
        self._ends: set[socket.socket] = set()
        self._passing: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def cut(self) -> None:
        """Nothing passes from here on, on open connections neither."""
        self._whole = False
        for one in list(self._ends):
            _end(one)

    def mend(self) -> None:
        self._whole = True

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        _end(self._listener)
        self._listener.close()
        for one in (self._thread, *self._passing):
            one.join(timeout=10)

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self._whole:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._behind))
            self._ends |= {near, far}
            for one, other in ((near, far), (far, near)):
                passing = threading.Thread(target=self._pass_on, args=(one, other), daemon=True)
                self._passing.append(passing)
                passing.start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while self._whole and (came := one.recv(65536)):
                other.sendall(came)
        _end(one)
        _end(other)
        self._ends.discard(one)
        one.close()  # its twin closes the other


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
