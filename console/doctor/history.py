"""The log: of this edition, following from itself at its end, and not from the future."""

from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import version

from console.doctor.findings import Finding, ok, wrong
from console.doctor.installation import Installation
from domain.errors import Term
from domain.facts import Recorded
from domain.log import Log, verify_tail

LAST = 1000
"""Events looked at; “steward verify” looks at all."""
TOLERATED = timedelta(seconds=5)


def store(installation: Installation) -> Iterator[Finding]:
    """Whether there is a store of a layout that this edition knows.

    Raises:
        Refused: There is none, or a newer edition wrote it.
    """
    with Log.open(installation.event_log, installation.clock) as log:
        kind = Term("Demonstration") if log.store.purpose == "demo" else Term("Real company")
        yield ok(
            "store",
            Term("{kind}, layout {layout}, {count} events, edition {edition}"),
            kind=kind,
            layout=str(log.store.format),
            count=str(log.head()),
            edition=version("steward"),
        )


def chain(installation: Installation) -> Iterator[Finding]:
    """Whether the newest events follow from each other, and none is missing at the end."""
    if installation.log is None:
        return
    report = verify_tail(installation.event_log, LAST)
    for found in report.findings[:3]:
        yield Finding("chain", "wrong", found.what)
    if report.findings:
        do = Term("run “steward verify”, and restore a backup into a new folder to compare")
        yield wrong("chain", Term("The newest events do not follow from each other."), do)
    else:
        entries = str(installation.log.register_mark()[1])
        told = {"count": str(report.checked), "entries": entries}
        yield ok(
            "chain",
            Term("The last {count} events follow from each other; {entries} register entries"),
            **told,
        )


def clock(installation: Installation) -> Iterator[Finding]:
    """Whether the machine's clock has not jumped back behind what was recorded."""
    log = installation.log
    if log is None or log.head() == 0:
        return
    last = next((one for one in log.read(log.head() - 1, 1) if isinstance(one, Recorded)), None)
    now = installation.clock()
    if last is None or last.recorded_at is None:
        return
    if last.recorded_at > now + TOLERATED:
        do = Term(
            "set the machine's clock right; until it catches up, everything is recorded at that same time"
        )
        yield wrong(
            "clock",
            Term("The last event was recorded at {at}, and it is only {now} here."),
            do,
            at=last.recorded_at,
            now=now,
        )
    else:
        yield ok("clock", Term("Last recorded: {at}"), at=last.recorded_at)
