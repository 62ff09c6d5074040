"""A contender in a process of its own: to write beside others, or with packages that are not ours.

One question and its answer cost some fifty microseconds on the way, which are counted.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from domain.facts import Recorded
from tests.benchmarks.contenders import Contender

ROOT = Path(__file__).resolve().parents[3]


class Hosted:
    """Does everything in another process.

    Args:
        kind: The contender's class.
        packages: A folder whose packages go before those of the environment.
        arguments: What the class takes.
    """

    def __init__(self, kind: type[Contender], packages: Path | None = None, **arguments: Any) -> None:
        paths = os.pathsep.join(str(path) for path in (packages, ROOT) if path is not None)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.contenders.host"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self._ask(kind.__module__, kind.__name__, arguments)

    def appending(self, events: Sequence[Recorded]) -> Callable[[], object]:
        self._ask("appending", (events,))
        return lambda: self._ask("work", ())

    def fill(self, events: Sequence[Recorded]) -> None:
        self._ask("fill", (events,))

    def command(self, stream: str) -> None:
        self._ask("command", (stream,))

    def load(self, stream: str) -> int:
        return self._ask("load", (stream,))

    def read(self, after: int, limit: int) -> int:
        return self._ask("read", (after, limit))

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.communicate(timeout=30)

    def _ask(self, *question: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        pickle.dump(question, self._process.stdin)
        self._process.stdin.flush()
        return pickle.load(self._process.stdout)  # noqa: S301 - from our own child
