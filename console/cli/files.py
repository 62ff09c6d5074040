"""``steward import`` and ``steward template``."""

import argparse
import secrets
import sys
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from console.cli.opening import opened
from console.cli.telling import tell
from console.importing.forms import Form
from console.importing.ledger_map import read_map
from console.importing.progress import Progress
from console.importing.register import bring_in
from console.importing.survey_answers import answers_form
from console.importing.templates import template
from console.importing.tickets import import_tickets, undo_import
from console.importing.verdicts import TERMS, Hand, LineVerdict, Verdict, as_json
from console.languages import Translator
from console.settings import Settings
from console.wiring import House
from domain.errors import Reason, Refused, Term, Unknown, reason
from domain.facts import Recorded
from domain.surveys.survey import Survey, survey_stream


def import_file(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Take in a file; each line gets its verdict, refused ones are written with their reasons."""
    with opened(settings) as house:
        hand = Hand(site=asked.site or next(iter(house.sites), ""), by=_importer(house, asked.by))
        if asked.undo:
            return _take_back(asked, house, hand, translator)
        if asked.file is None:
            raise Refused(reason("Which file?", who=Term("you"), verb=Term("name it after the kind")))
        progress = Progress(sys.stderr, lambda count: translator.t("{count} lines", count=str(count)))
        counts = (
            _ledger(asked, house, hand, progress)
            if asked.kind == "tickets"
            else _form(asked, house, hand, progress)
        )
        progress.finish()
    if sys.stderr.isatty():
        for verdict, count in counts.items():
            print(f"{translator.t(TERMS[verdict])} {count}", file=sys.stderr)
    return 1 if counts.get(Verdict.REFUSED) else 0


def _take_back(asked: argparse.Namespace, house: House, hand: Hand, translator: Translator) -> int:
    """Take an import of tickets back, or only see whether it can be."""
    if asked.kind != "tickets":
        raise Refused(
            reason(
                "Only an import of tickets can be taken back.",
                who=Term("you"),
                verb=Term("correct single entries instead"),
            )
        )
    door = house.door("import")
    if asked.dry_run:
        undo_import(asked.undo, hand, partial(door.submit, check=True))
        print(translator.t("The import {run} can be taken back; nothing was written.", run=asked.undo))
    else:
        undo_import(asked.undo, hand, door.submit)
        print(translator.t("The import {run} is taken back; its history stays visible.", run=asked.undo))
    return 0


def _importer(house: House, account: str) -> str:
    """Who takes it in: the account named, else the store's first administrator."""
    if account:
        return account
    first = house.log.search(stream_prefix="member:", name="member.joined", limit=1)
    return next((one.originator_id.partition(":")[2] for one in first if isinstance(one, Recorded)), "")


def _ledger(asked: argparse.Namespace, house: House, hand: Hand, progress: Progress) -> Mapping[Verdict, int]:
    if asked.map is None:
        raise Refused(
            reason(
                "A ledger needs a map of its columns.",
                who=Term("you"),
                verb=Term("name it with --map MAP.toml"),
            )
        )
    report = import_tickets(
        asked.file,
        asked.file.name,
        read_map(asked.map),
        hand,
        house.door("import").submit,
        now=house.clock(),
        token=secrets.token_hex(8),
        dry_run=asked.dry_run,
        on_refused=_write,
        on_progress=progress,
    )
    _sum_up(asked, report.lines, report.counts, run=report.run, tickets=report.tickets)
    return report.counts


def _form(asked: argparse.Namespace, house: House, hand: Hand, progress: Progress) -> Mapping[Verdict, int]:
    report = bring_in(
        _kind(asked, house),
        asked.file,
        asked.file.name,
        hand,
        house.door("import").submit,
        since=_day(asked.since),
        dry_run=asked.dry_run,
        sheet=asked.sheet,
        on_line=progress,
    )
    for line in report.lines:
        if line.verdict is Verdict.REFUSED:
            _write(line)
    _sum_up(asked, len(report.lines), report.counts)
    return report.counts


def _kind(asked: argparse.Namespace, house: House) -> str | Form:
    """The kind of file; answers have columns as their round asks.

    Raises:
        Refused: No round was named, or there is none of that code.
    """
    if asked.kind != "answers":
        return asked.kind
    if not asked.survey:
        raise Refused(
            reason(
                "Answers belong to a survey round.",
                who=Term("you"),
                verb=Term("name it with --survey CODE"),
            )
        )
    site = asked.site or next(iter(house.sites), "")
    survey = house.log.get(Survey, survey_stream(site, asked.survey))
    if not survey.exists:
        raise Unknown(reason("There is no survey {survey} at this site.", survey=asked.survey))
    return answers_form(asked.survey, survey.questionnaire)


def _sum_up(asked: argparse.Namespace, lines: int, counts: Mapping[Verdict, int], **more: Any) -> None:
    """The last line of the answer: what became of the whole file."""
    by_verdict = {verdict.value: count for verdict, count in counts.items()}
    tell(msgspec.json.encode({"dry_run": asked.dry_run, "lines": lines, "counts": by_verdict, **more}))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(
            Reason(
                Term("“{text}” is no day."),
                {"text": text},
                who=Term("you"),
                verb=Term("write it as 2026-04-24"),
            )
        ) from error


def _write(verdict: LineVerdict) -> None:
    tell(as_json(verdict).encode())


def write_template(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Write an empty form; never over a file, which may be one that somebody has filled in."""
    target: Path = asked.file
    if target.exists():
        raise Refused(
            reason(
                "{file} is there already.", who=Term("you"), verb=Term("name another file"), file=str(target)
            )
        )
    kind: str | Form = asked.kind
    if kind == "answers":
        with opened(settings) as house:
            kind = _kind(asked, house)
    target.write_bytes(template(kind, translator.language))
    print(translator.t("{file} is ready to be filled in.", file=str(target)))
    return 0
