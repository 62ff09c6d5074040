"""Units, people and the tariff from a file: a verdict for every row (issue: a company of one's own).

Two rows about the same thing are both refused, each naming the other. Units and people go in row by row; a
tariff is published as a whole or not at all. A command's id follows from what the row says, so rows that went
in before are unchanged when the file, or a mended one, is handed in again.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from console import tabular
from console.importing.forms import Form, Heading, Values
from console.importing.people import PEOPLE
from console.importing.tariff import TARIFF
from console.importing.units import UNITS
from console.importing.verdicts import Hand, LineVerdict, Outcome, Submit, Verdict, tally
from console.tabular import Row, Table
from domain.errors import Reason, Refused, Term, reason

FORMS: Mapping[str, Form] = {form.kind: form for form in (UNITS, PEOPLE, TARIFF)}


class Report(msgspec.Struct, frozen=True):
    """What became of a file.

    Attributes:
        lines: One verdict for each row that is not blank, in the file's order.
        notices: What the person should know about how the file was read.
    """

    kind: str
    name: str
    dry_run: bool
    lines: tuple[LineVerdict, ...]
    notices: tuple[Reason, ...]

    @property
    def counts(self) -> dict[Verdict, int]:
        """Rows by verdict; they add up to the rows of the file."""
        return tally(self.lines)


class Reading(msgspec.Struct, frozen=True):
    """One row as its form understands it; ``reasons`` are all that hold."""

    line: int
    key: str
    values: Values
    reasons: tuple[Reason, ...]


def bring_in(
    kind: str | Form,
    source: Path | bytes,
    name: str,
    hand: Hand,
    submit: Submit,
    *,
    since: date | None = None,
    dry_run: bool = False,
    sheet: str = "",
    on_line: Callable[[int], None] = lambda _line: None,
) -> Report:
    """Hand a file in at the door.

    Args:
        kind: ``units``, ``people`` or ``tariff``; or a form of one's own.
        since: First day of the tariff; only a tariff needs it.
        dry_run: Judge every row with the door's own checks and write nothing.
        on_line: Told how many rows are through, for progress.

    Raises:
        Refused: The file as a whole: it cannot be read, or a required heading is missing.

    Rules: UNT-01, UNT-02, TCK-03.
    """
    form = kind if isinstance(kind, Form) else FORMS[kind]
    table = tabular.read(source, name, sheet=sheet)
    places, notices = _places(form, table, name)
    twice = _told_twice(form, table, places, hand)
    readings = (_with_twins(one, twice) for one in _readings(form, table, places, hand))
    if form is TARIFF:
        lines = _publish(list(readings), hand, submit, since, dry_run=dry_run)
    else:
        lines: list[LineVerdict] = []
        for one in readings:
            verdict = _judged(form, one, hand, submit, dry_run=dry_run)
            lines.append(_waiting(form, one, lines, verdict) if dry_run else verdict)
            on_line(len(lines))
    return Report(form.kind, name, dry_run, tuple(lines), notices)


def digest(source: Path | bytes) -> str:
    """Hex SHA-256 of a file's bytes."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _places(form: Form, table: Table, name: str) -> tuple[dict[str, Heading], tuple[Reason, ...]]:
    """Heading of the file → heading of the form; and notices about columns that nobody reads."""
    places: dict[str, Heading] = {}
    for column in table.columns:
        found = next(
            (one for one in form.headings if one not in places.values() and one.accepts(column)), None
        )
        if found:
            places[column] = found
    missing = [one for one in form.headings if one.required and one not in places.values()]
    if missing:
        raise Refused(
            *(
                reason(
                    "{name} has no column {heading}.",
                    who=Term("you"),
                    verb=Term("add it, or start from the template"),
                    name=name,
                    heading=one.shown,
                )
                for one in missing
            )
        )
    unread = [column for column in table.columns if column not in places]
    notices = [reason("These columns were not read: {columns}.", columns=unread)] if unread else []
    return places, (*table.notices, *notices)


def _readings(form: Form, table: Table, places: Mapping[str, Heading], hand: Hand) -> Iterator[Reading]:
    for row in table:
        yield _reading(form, row, places, hand)


def _reading(form: Form, row: Row, places: Mapping[str, Heading], hand: Hand) -> Reading:
    values: dict[str, Any] = {one.key: one.parse("", one.shown) for one in form.headings}
    said: dict[str, list[Reason]] = {}
    for column, heading in places.items():
        try:
            values[heading.key] = heading.parse(row.cells[column], column)
        except Refused as refused:
            said[column] = list(refused.reasons)
    reasons = [*row.reasons]
    for column, heading in places.items():
        reasons += said.get(column, ())
        empty = column not in said and values[heading.key] in (None, "", [])
        if heading.required and empty and not form.spares(values, heading.key):
            reasons.append(reason("Line {line}: {heading} is empty.", line=row.line, heading=column))
    if "site" in values:
        values["site"] = values["site"] or hand.site
    reasons += form.obstacles(values)
    return Reading(row.line, form.key(values), values, tuple(reasons))


def _told_twice(form: Form, table: Table, places: Mapping[str, Heading], hand: Hand) -> dict[str, list[int]]:
    """Keys that several rows bear, with their lines."""
    seen: dict[str, list[int]] = {}
    for one in _readings(form, table, places, hand):
        if one.key:
            seen.setdefault(one.key, []).append(one.line)
    return {key: lines for key, lines in seen.items() if len(lines) > 1}


def _with_twins(one: Reading, twice: Mapping[str, Sequence[int]]) -> Reading:
    if one.key not in twice:
        return one
    twins = reason(
        "{key} stands on several lines: {lines}.",
        who=Term("you"),
        verb=Term("keep one of them"),
        key=one.key,
        lines=list(twice[one.key]),
    )
    return msgspec.structs.replace(one, reasons=(*one.reasons, twins))


def _judged(form: Form, one: Reading, hand: Hand, submit: Submit, *, dry_run: bool) -> LineVerdict:
    if one.reasons:
        return LineVerdict(one.line, one.key, Verdict.REFUSED, one.reasons)
    try:
        outcome = submit(hand.command(form.do, **form.arguments(one.values)), check=dry_run)
    except Refused as refused:
        verdict = Verdict.DUPLICATE if form.stood(refused) else Verdict.REFUSED
        return LineVerdict(one.line, one.key, verdict, refused.reasons)
    return LineVerdict(one.line, one.key, _accepted(outcome, dry_run=dry_run))


def _waiting(form: Form, one: Reading, before: Sequence[LineVerdict], verdict: LineVerdict) -> LineVerdict:
    """On trial nothing goes in, so a row that needs one further up waits for it instead of being refused."""
    needed = form.needs(one.values)
    ready = (line for line in before if needed and line.key == needed and line.verdict is Verdict.ACCEPTED)
    first = next(ready, None)
    if verdict.verdict is not Verdict.REFUSED or one.reasons or first is None:
        return verdict
    held = reason("{key} stands on line {line} and goes in first.", key=needed, line=first.line)
    return LineVerdict(one.line, one.key, Verdict.HELD_BACK, (held,))


def _accepted(outcome: Outcome, *, dry_run: bool) -> Verdict:
    wrote = outcome.events > 0 or dry_run
    return Verdict.ACCEPTED if wrote and not outcome.repeated else Verdict.UNCHANGED


def _publish(
    readings: Sequence[Reading],
    hand: Hand,
    submit: Submit,
    since: date | None,
    *,
    dry_run: bool,
) -> list[LineVerdict]:
    """One command for the whole tariff; with one bad row nothing is published, and the good rows say so."""
    if since is None:
        raise Refused(reason("From which day on does the tariff apply?"))
    if not any(one.reasons for one in readings):
        items = [TARIFF.arguments(one.values) for one in readings]
        command = hand.command(TARIFF.do, items=items, since=since.isoformat())
        try:
            verdict = _accepted(submit(command, check=dry_run), dry_run=dry_run)
        except Refused as refused:
            return [LineVerdict(one.line, one.key, Verdict.REFUSED, refused.reasons) for one in readings]
        return [LineVerdict(one.line, one.key, verdict) for one in readings]
    held = reason(
        "Nothing of this tariff was published, because other lines were refused.",
        who=Term("you"),
        verb=Term("mend those lines and hand the file in again"),
    )
    return [
        LineVerdict(one.line, one.key, Verdict.REFUSED, one.reasons)
        if one.reasons
        else LineVerdict(one.line, one.key, Verdict.HELD_BACK, (held,))
        for one in readings
    ]
