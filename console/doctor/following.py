"""The read models: of this edition, following every stream, and not behind."""

from collections.abc import Iterator
from datetime import timedelta

from console.doctor.findings import Finding, ok, warning, wrong
from console.doctor.installation import Installation
from domain.errors import Term
from domain.facts import Recorded

PATIENCE = timedelta(minutes=1)
"""Longer than this no event waits while a projector is at work."""
SHOWN = 5


def outdated(installation: Installation) -> Iterator[Finding]:
    """Whether every read model has the shape that this edition asks."""
    if installation.models is None:
        return
    names = [model.name for model in installation.models.outdated()]
    if names:
        do = Term("start the console: it makes them anew; or run “steward rebuild”")
        yield warning(
            "outdated", Term("Pages wait for read models of an older edition: {names}."), do, names=names
        )
    else:
        yield ok(
            "outdated",
            Term("{count} read models of this edition"),
            count=str(len(installation.models.models)),
        )


def parked(installation: Installation) -> Iterator[Finding]:
    """Whether some page has stopped following a stream."""
    if installation.models is None:
        return
    rows = installation.models.parked_rows()
    if not rows:
        yield ok("parked", Term("Every stream is followed"))
        return
    yield wrong(
        "parked",
        Term("Pages no longer follow {count} streams: {names}."),
        Term(
            "run “steward rebuild {model}”; if that does not help, report the event that “steward status” names"
        ),
        count=str(len(rows)),
        names=[f"{one.key} ({one.model}, {one.position})" for one in rows[:SHOWN]],
        model=rows[0].model,
    )


def following(installation: Installation) -> Iterator[Finding]:
    """Whether somebody keeps the pages up with the log."""
    log, models = installation.log, installation.models
    if log is None or models is None:
        return
    head = log.head()
    at = min((position for position in models.positions().values()), default=0)
    first = next((one for one in log.read(at, 1) if isinstance(one, Recorded)), None)
    waiting = installation.clock() - first.recorded_at if first and first.recorded_at else timedelta()
    if at >= head:
        yield ok("following", Term("The pages know every event"))
    elif waiting <= PATIENCE:
        yield ok("following", Term("The pages are {count} events behind, for a moment"), count=str(head - at))
    else:
        do = Term("start the console, or look in its log for “projector.stands_still”")
        told = {"count": str(head - at), "waiting": timedelta(seconds=int(waiting.total_seconds()))}
        yield wrong(
            "following",
            Term("The pages are {count} events behind; the oldest has waited for {waiting}."),
            do,
            **told,
        )
