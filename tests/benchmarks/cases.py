"""Worked repairs in a long history: a small estate, cases far apart, and much else between them."""

from collections.abc import Generator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from tests.benchmarks.lamps import history
from tests.benchmarks.places import Place
from tests.domain.doorway import WORK
from tests.projections.office import Office, found

CASES = 11
STEPS = 14


@contextmanager
def worked(place: Place, events: int) -> Generator[tuple[Office, list[str]]]:
    """The estate and the streams of its cases, each with much of the history before it."""
    office = Office(place.url.parent if isinstance(place.url, Path) else place.url)
    try:
        found(office)
        rest, share = history(events), -(-events // 1000 // CASES)
        streams = []
        for number in range(CASES):
            for batch in islice(rest, max(1, share)):
                office.log.append(batch)
            streams.append(_case(office, number))
        for batch in rest:
            office.log.append(batch)
        office.projector.catch_up()
        yield office, streams
    finally:
        office.close()


def _case(office: Office, number: int) -> str:
    """One repair from the call to the signature, a minute a step."""
    ticket = office.take_repair("5-2-1203", f"龙头漏水 {number}")
    for do, by, arguments in WORK[:STEPS]:
        office.later(minutes=1)
        office.do(do, by, ticket=ticket, **arguments)
    office.later(hours=1)
    return f"ticket:s1:{ticket}"
