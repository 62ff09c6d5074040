"""A projector in a process of its own, made to be killed."""

from multiprocessing.synchronize import Event
from pathlib import Path

from tests.projections.estate import Estate


def follow_until_killed(folder: Path, page: int, begun: Event) -> None:
    """Follow the store in a folder page by page, until the process dies."""
    estate = Estate(folder, page=page)
    while True:
        if estate.projector.step() is None:
            estate.log.wait(estate.log.head(), 0.05)
        begun.set()
