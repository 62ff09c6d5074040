"""A foreign ledger of tickets goes in: a verdict for every line, one command for every ticket.

Foreign history is adopted, not judged: lines keep their place and time, and our guards and targets leave them
alone. A wait lasts from its line to the ticket's next line, or to the ledger's last instant. A line that is
adopted already is a duplicate, whatever file it comes in, so handing a ledger in again adds nothing and an
interrupted import is simply begun again.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from console import tabular
from console.importing.ledger_lines import LedgerReader
from console.importing.ledger_map import LedgerMap
from console.importing.register import digest
from console.importing.spool import Line, Spool
from console.importing.verdicts import Hand, LineVerdict, Submit, Verdict
from console.tabular import Table
from domain.errors import Reason, Refused, Term, reason

OnVerdict = Callable[[LineVerdict], None]
OnProgress = Callable[[int], None]


class LedgerReport(msgspec.Struct, frozen=True):
    """What became of a ledger.

    Attributes:
        run: The import, by which it can be undone; empty for a dry run.
        lines: Rows of the file that are not blank; the counts add up to them.
        tickets: Tickets of which at least one line could be read.
        counts: Lines by verdict: adopted, duplicate, refused.
    """

    run: str
    lines: int
    tickets: int
    counts: dict[Verdict, int]
    notices: tuple[Reason, ...] = ()


def import_tickets(
    source: Path | bytes,
    name: str,
    ledger_map: LedgerMap,
    hand: Hand,
    submit: Submit,
    *,
    now: datetime,
    token: str,
    dry_run: bool = False,
    on_refused: OnVerdict = lambda _verdict: None,
    on_progress: OnProgress = lambda _lines: None,
) -> LedgerReport:
    """Adopt a ledger.

    Args:
        now: Nothing in the ledger may lie after it.
        token: Unlike that of any other import.
        dry_run: Judge every line with the door's own checks and write nothing.
        on_refused: Told of every refused line, as it is found.
        on_progress: Told how many lines have their verdict.

    Raises:
        Refused: The ledger as a whole: it cannot be read, lacks a column, or the doer may not import.
    """
    shape = ledger_map.file
    table = tabular.read(source, name, encoding=shape.encoding, delimiter=shape.delimiter, sheet=shape.sheet)
    _require_columns(ledger_map, table, name)
    verdicts = _Verdicts(on_refused, on_progress)
    with Spool() as spool:
        lines = _set_aside(table, LedgerReader(ledger_map, now), spool, verdicts)
        begin = hand.command("import.begin", f"import:{token}", source=name, digest=digest(source))
        outcome = submit(begin, check=dry_run)
        run = "" if dry_run else str(outcome.results["run"])
        tickets = 0
        for group in spool.tickets():
            command = _adoption(group, name, run or token, spool.ends_at, ledger_map, hand)
            _adopt(group, command, submit, verdicts, dry_run=dry_run)
            tickets += 1
    return LedgerReport(run, lines, tickets, verdicts.counts, table.notices)


def undo_import(run: str, hand: Hand, submit: Submit) -> None:
    """Take an import back, visibly: its lines stay in the history and count no more."""
    submit(hand.command("import.undo", f"import:{hand.site}:{run}:undo", run=run))


class _Verdicts:
    """Counts verdicts as they fall; a line that says several things falls once."""

    def __init__(self, on_refused: OnVerdict, on_progress: OnProgress) -> None:
        self.counts: dict[Verdict, int] = dict.fromkeys(
            (Verdict.ADOPTED, Verdict.DUPLICATE, Verdict.REFUSED), 0
        )
        self._on_refused, self._on_progress = on_refused, on_progress

    def fall(self, verdict: LineVerdict) -> None:
        self.counts[verdict.verdict] += 1
        if verdict.verdict is Verdict.REFUSED:
            self._on_refused(verdict)
        self._on_progress(sum(self.counts.values()))


def _require_columns(ledger_map: LedgerMap, table: Table, name: str) -> None:
    missing = [one for one in dict.fromkeys(ledger_map.all_columns()) if one not in table.columns]
    if missing:
        raise Refused(
            reason(
                "{name} has no column {columns}; it has {found}.",
                who=Term("you"),
                verb=Term("name the columns in the map as the file does"),
                name=name,
                columns=missing,
                found=list(table.columns),
            )
        )


def _set_aside(table: Table, reader: LedgerReader, spool: Spool, verdicts: _Verdicts) -> int:
    """Spool what can be read, refuse the rest, and count the rows."""
    count = 0
    for row in table:
        count += 1
        try:
            found = reader.lines(row)
        except Refused as refused:
            verdicts.fall(LineVerdict(row.line, reader.number(row), Verdict.REFUSED, refused.reasons))
            continue
        for one in found:
            spool.add(one)
    return count


def _adoption(
    group: Sequence[Line],
    name: str,
    run: str,
    ends_at: datetime | None,
    ledger_map: LedgerMap,
    hand: Hand,
) -> dict[str, Any]:
    """The one command for a ticket."""
    number = group[0].number
    return hand.command(
        "ticket.adopt",
        f"import:{hand.site}:{run}:{number}",
        run=run,
        source=name,
        number=number,
        ledger_ends_at=_iso(ends_at or group[-1].at),
        matter=next((one.matter for one in group if one.matter), None),
        unit=next((one.unit for one in group if one.unit), None),
        lines=_worded(group, ledger_map),
    )


def _worded(group: Sequence[Line], ledger_map: LedgerMap) -> list[dict[str, Any]]:
    """A ticket's lines in order, each with its key and whether it begins the work anew."""
    over, seen, lines = False, Counter[str](), []
    for one in group:
        seen[one.content] += 1
        key = hashlib.sha256(f"{one.content}:{seen[one.content]}".encode()).hexdigest()
        reopens = over and one.may_reopen
        over = one.means in ledger_map.reopening.after or (over and not reopens)
        lines.append(
            {
                "line": one.line,
                "at": _iso(one.at),
                "means": one.means.value,
                "reason": one.reason,
                "team": one.team,
                "person": one.person,
                "remark": one.remark,
                "reopens": reopens,
                "key": key,
            }
        )
    return lines


def _adopt(
    group: Sequence[Line], command: dict[str, Any], submit: Submit, verdicts: _Verdicts, *, dry_run: bool
) -> None:
    """Hand a ticket in and let the verdict on each of its file lines fall."""
    number, lines = group[0].number, sorted({one.line for one in group})
    try:
        answers = submit(command, check=dry_run).results["lines"]
    except Refused as refused:
        answers = dict.fromkeys(lines, refused.reasons)
    for line in lines:
        verdicts.fall(_of_line(line, number, answers[line]))


def _of_line(line: int, number: str, answer: str | Reason | tuple[Reason, ...]) -> LineVerdict:
    """The door's answer about a line: ``adopted``, ``duplicate``, or why not."""
    if isinstance(answer, str):
        return LineVerdict(line, number, Verdict(answer))
    reasons = (answer,) if isinstance(answer, Reason) else answer
    return LineVerdict(line, number, Verdict.REFUSED, reasons)


def _iso(at: datetime) -> str:
    """Whole seconds, in the offset the ledger wrote."""
    return at.replace(microsecond=0).isoformat()
