"""``steward export``: events as they stand, and evidence packs."""

import argparse
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from console.access.looks import Look
from console.cli.opening import opened, site_of
from console.evidence.asked import Asked, period
from console.evidence.members import Member
from console.evidence.rows import event_line
from console.importing.progress import Progress
from console.languages import Translator
from console.looking import at_the_terminal
from console.settings import Settings
from console.wiring import House
from domain.errors import Refused, Term, reason
from domain.log import draft
from domain.log.raw import Narrowed
from domain.tickets.ticket import ticket_stream

_EVERYWHERE = ZoneInfo("Asia/Shanghai")


def export(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Write what was asked for into a new file; whole or not at all."""
    with opened(settings) as house:
        _note(house, asked)
        return WHATS[asked.what](house, asked, translator)


def export_events(house: House, asked: argparse.Namespace, translator: Translator) -> int:
    """Events as lines of JSON, each with its hash; without a word of the register."""
    progress = _progress(translator)
    zone = _zone(house, asked.site)
    since, until = period(asked.since, asked.until, zone)
    wanted = Narrowed(
        site=asked.site,
        stream=asked.stream,
        since=None if since is None else int(since.timestamp()),
        until=None if until is None else int(until.timestamp()),
        upto=house.log.head(),
    )
    count = 0
    with written(asked.output) as whole, whole.open("wb") as file:
        member = Member(file)
        for count, row in enumerate(house.log.raw.narrowed(wanted), 1):
            member.line(event_line(row))
            progress(count)
    progress.finish()
    print(translator.t("{file} holds {count} events.", file=str(asked.output), count=str(count)))
    return 0


def export_evidence(house: House, asked: argparse.Namespace, translator: Translator) -> int:
    """An evidence pack; whoever has the data folder may see all of it, so ``--no-personal`` is theirs to say."""
    from console.evidence.kept import named_in
    from console.evidence.packing import write_pack
    from console.evidence.source import source_of
    from console.evidence.told import UNFIT, UNSIGNED

    house.projector.catch_up()
    zone = _zone(house, asked.site)
    since, until = period(asked.since, asked.until, zone)
    wanted = Asked(
        case=_case(house, asked),
        since=since,
        until=until,
        site=asked.site,
        texts=not asked.no_personal,
        people=not asked.no_personal,
        by=at_the_terminal(),
    )
    progress, t = _progress(translator), translator.t
    kept = named_in(asked.checkpoint) if asked.checkpoint else set[int]()
    with source_of(house) as source, written(asked.output) as whole:
        source.proofs.prove(kept)
        made = write_pack(house, wanted, whole, source, progress)
    progress.finish()
    for problem in source.problems:
        print(translator.render(problem), file=sys.stderr)
    print(t("{file} holds {count} events.", file=str(asked.output), count=str(made.events)))
    print(
        t("Covered by a checkpoint: {covered} of {count}.", covered=str(made.covered), count=str(made.events))
    )
    if made.unfit:
        print(t(UNFIT, count=str(made.unfit)))
    if not made.signed:
        print(t(UNSIGNED))
    print(t("Fingerprint of the key: {fingerprint}", fingerprint=made.fingerprint))
    return 0


def _case(house: House, asked: argparse.Namespace) -> str:
    """The stream of a case; a ticket's number stands for its stream."""
    if not asked.case or ":" in asked.case:
        return asked.case
    return ticket_stream(site_of(house, asked.site), asked.case)


WHATS: dict[str, Callable[[House, argparse.Namespace, Translator], int]] = {
    "events": export_events,
    "evidence": export_evidence,
}


@contextmanager
def written(target: Path) -> Generator[Path]:
    """A file of the same disk, which takes the target's place when the block ends well; no kill leaves it for long.

    Raises:
        Refused: The target is there already: it may be the only copy of something.
        FileNotFoundError: Its folder is not there.
    """
    if target.exists():
        raise Refused(
            reason(
                "{file} is there already.", who=Term("you"), verb=Term("name another file"), file=str(target)
            )
        )
    with draft(".export-", target.parent.resolve(strict=True)) as folder:
        whole = folder / "whole"
        yield whole
        whole.replace(target)


def _progress(translator: Translator) -> Progress:
    return Progress(sys.stderr, lambda count: translator.t("{count} events", count=str(count)))


def _note(house: House, asked: argparse.Namespace) -> None:
    """Keep that it is taken away, before it is."""
    given = {
        name: getattr(asked, name) for name in ("case", "stream", "since", "until") if getattr(asked, name)
    }
    house.access.looks.note(Look(at_the_terminal(), asked.site, asked.what, "export", given))


def _zone(house: House, wanted: str) -> ZoneInfo:
    """The zone of times that name none.

    Raises:
        Refused: The company has no such site.
    """
    found = site_of(house, wanted)
    return house.sites[found].zone if found else _EVERYWHERE
