"""Everybody who watches: the same client as the duty desk's benchmark, whose boards keep what they were told.

``python -m tests.benchmarks.phones.screens PORT PATH``; the last line has ``boards`` beside it, part by part.
"""

import json
from typing import Any

from tests.benchmarks.boards.client import Board, tell

DATA = b"\ndata: "


class Screen(Board):
    """One board as its reader sees it in the end."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        super().__init__(port, path, cookie)
        self._pieces: list[bytes] = []

    def take(self, piece: bytes, now: float) -> None:
        super().take(piece, now)
        self._pieces.append(piece)

    def rows(self) -> dict[str, Any]:
        """Every part by its id, as the page keeps them."""
        rows: dict[str, Any] = {}
        for piece in self._pieces:
            told = json.loads(piece.partition(DATA)[2])
            rows.update(
                {row["id"]: row["value"] for row in (*told.get("rows", ()), *told.get("changed", ()))}
            )
            for id in told.get("gone", ()):
                del rows[id]
        return rows


if __name__ == "__main__":
    tell(Screen, lambda screens: {"boards": [one.rows() for one in screens]})
