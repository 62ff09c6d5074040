"""What the long runs have in common: how they are asked for, on which server they run, how they end."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from tests.faults.grounds import Ground
from tests.postgres import Server


class Verdict(Protocol):
    """What a run came to."""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        ...


V = TypeVar("V", bound=Verdict)


def asks(program: str, says: str, minutes: float) -> argparse.ArgumentParser:
    """The command line of a run, with how long it takes unless told."""
    parser = argparse.ArgumentParser(prog=f"python3 -m {program}", description=says)
    parser.add_argument("--minutes", type=float, default=minutes)
    parser.add_argument("--json", type=Path, help="write the verdict there, too")
    return parser


def ended(run: Callable[[Path], V], summary: Callable[[V], str], json: Path | None) -> int:
    """Run in a folder that is gone afterwards, and tell the verdict; 1 where something is wrong."""
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        verdict = run(Path(folder))
    sys.stdout.write(summary(verdict) + "\n")
    if json:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(verdict)))
    return 0 if verdict.holds else 1


@contextmanager
def database(folder: Path) -> Iterator[tuple[Server, Ground]]:
    """An empty database on a server of its own, which waits for the disk and ends with the block."""
    server = Server(folder / "pg", durable=True)
    try:
        yield server, Ground("postgresql", folder, server.url(server.new_database()))
    finally:
        server.stop()
