"""``steward export``: events as they stand."""

import argparse
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from console.access.looks import Look
from console.cli.opening import opened
from console.evidence.members import Member
from console.evidence.rows import event_line
from console.importing.progress import Progress
from console.languages import Translator
from console.looking import at_the_terminal
from console.moments import moment_of
from console.settings import Settings
from console.wiring import House
from domain.errors import Refused, Term, Unknown, reason
from domain.log.raw import Narrowed

_EVERYWHERE = ZoneInfo("Asia/Shanghai")


def export(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Write what was asked for into a new file; whole or not at all."""
    progress = Progress(sys.stderr, lambda count: translator.t("{count} events", count=str(count)))
    with opened(settings) as house:
        _note(house, asked)
        count = WHATS[asked.what](house, asked, progress)
        progress.finish()
    print(translator.t("{file} holds {count} events.", file=str(asked.output), count=str(count)))
    return 0


def export_events(house: House, asked: argparse.Namespace, progress: Progress) -> int:
    """Events as lines of JSON, each with its hash; without a word of the register."""
    zone = _zone(house, asked.site)
    since, until = _instant(asked.since, zone), _instant(asked.until, zone)
    wanted = Narrowed(
        site=asked.site,
        stream=asked.stream,
        since=None if since is None else int(since.timestamp()),
        until=None if until is None else int(until.timestamp()),
        upto=house.log.head(),
    )
    count = 0
    with written(asked.output) as draft, draft.open("wb") as file:
        member = Member(file)
        for count, row in enumerate(house.log.raw.narrowed(wanted), 1):
            member.line(event_line(row))
            progress(count)
    return count


WHATS: dict[str, Callable[[House, argparse.Namespace, Progress], int]] = {"events": export_events}


@contextmanager
def written(target: Path) -> Generator[Path]:
    """A file beside the target, which takes its place when the block ends well.

    Raises:
        Refused: The target is there already: it may be the only copy of something.
    """
    if target.exists():
        raise Refused(
            reason(
                "{file} is there already.", who=Term("you"), verb=Term("name another file"), file=str(target)
            )
        )
    draft = target.with_name(f".{target.name}.part")
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _note(house: House, asked: argparse.Namespace) -> None:
    """Keep that it is taken away, before it is."""
    given = {name: getattr(asked, name) for name in ("stream", "since", "until") if getattr(asked, name)}
    house.access.looks.note(Look(at_the_terminal(), asked.site, asked.what, "export", given))


def _zone(house: House, site: str) -> ZoneInfo:
    """The zone of times that name none.

    Raises:
        Unknown: The company has no such site.
    """
    sites = house.sites
    if site and site not in sites:
        raise Unknown(
            reason(
                "There is no site “{site}”.",
                who=Term("you"),
                verb=Term("choose one that “steward status” lists"),
                site=site,
            )
        )
    return next((one.zone for code, one in sites.items() if site in (code, "")), _EVERYWHERE)


def _instant(text: str, zone: ZoneInfo) -> datetime | None:
    """An instant, or the beginning of a day.

    Raises:
        Refused: It is none.
    """
    found = moment_of(text, zone)
    if isinstance(found, int):
        raise Refused(reason("A period has a day or an instant at its ends, not a number of the log."))
    return found
