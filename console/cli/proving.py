"""``steward checkpoint`` and ``steward verify``: history that can be shown to be what was recorded."""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from typing import Any

import msgspec
from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import DBAPIError

from console.cli.telling import tell, unmoving
from console.importing.progress import Progress
from console.languages import LANGUAGES, Translator
from console.proving import judged, maker_of, outside, replaying
from console.settings import Settings
from domain.errors import Reason, Refused, reason
from domain.log import Report
from domain.log.proof.covering import Covered
from domain.log.proof.making import Exported
from projections.spine.replay import Replayed


def checkpoint(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Sign what the log comes to now, into every folder; 1 where one got no checkpoint."""
    made = maker_of(settings).make(new_key=asked.new_key)
    if asked.json:
        tell(msgspec.json.format(msgspec.json.encode([_exported_json(settings, one) for one in made])))
    elif asked.print:
        sys.stdout.write(next((one.note.decode() for one in made if one.note), ""))
    else:
        _say_exported(made, settings, translator)
    for one in made:
        if one.problem:
            print(translator.render(one.problem), file=sys.stderr)
    return 1 if any(one.problem for one in made) else 0


def _say_exported(made: Sequence[Exported], settings: Settings, translator: Translator) -> None:
    t = translator.t
    if not made:
        print(t("Another machine is just making them."))
    for one in made:
        if one.checkpoint is None or one.problem:
            continue
        told = {"folder": str(one.folder), "size": str(one.checkpoint.size), "at": one.checkpoint.at}
        print(t("{folder}: checkpoint of {at} over {size} events.", **told))
        if not outside(settings, one.folder):
            print(t("This folder is not outside the data folder: name another one in STEWARD_CHECKPOINTS."))
    key = next((one.key for one in made if one.key), None)
    if key:
        print(
            t(
                "Key {fingerprint}: write it down where nobody else can change it.",
                fingerprint=key.fingerprint,
            )
        )


def verify_store(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Check everything against itself, its checkpoints and a full replay; 1 where anything is not as recorded."""
    progress = Progress(sys.stderr, lambda count: translator.t("{count} events read", count=str(count)))
    report = judged(settings, asked.checkpoints, asked.key, progress)
    progress.finish()
    speaker = _Json(settings) if asked.json else _Words(settings, translator)
    speaker.log(report)
    replayed = [] if asked.no_replay or not report.read else _replayed(settings, translator)
    speaker.models(replayed)
    found = [*report.findings, *(one for one in replayed if isinstance(one, Reason) or not one.holds)]
    speaker.end(len(report.findings) + sum(_count(one) for one in replayed))
    return 1 if found else 0


def _replayed(settings: Settings, translator: Translator) -> list[Replayed | Reason]:
    """Every model, or why they cannot be replayed."""
    progress = Progress(sys.stderr, lambda count: translator.t("{count} events replayed", count=str(count)))
    try:
        with replaying(settings) as replay:
            found: list[Replayed | Reason] = [] if replay is None else list(replay.compare(progress))
    except Refused as refused:
        return list(refused.reasons)
    except (DBAPIError, PersistenceError, sqlite3.Error) as problem:
        return [reason("No replay could be made: {problem}", problem=_first_line(problem))]
    progress.finish()
    return found


def _first_line(problem: Exception) -> str:
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    return str(cause).partition("\n")[0]


def _count(one: Replayed | Reason) -> int:
    return 1 if isinstance(one, Reason) else one.differing + len(one.parked) + one.ahead


def _findings(one: Replayed | Reason) -> list[Reason]:
    """What is wrong with a model, in words."""
    if isinstance(one, Reason):
        return [one]
    found = [row.what for row in one.wrong]
    if one.differing > len(found):
        more, model = one.differing - len(found), one.model
        found.append(reason("Read model {model}: {count} more rows are wrong.", model=model, count=more))
    found += [
        reason(
            "Read model {model}: {key} is followed no further than event {position} ({name}), "
            "which this edition cannot read or apply.",
            model=one.model,
            key=parked.key,
            position=parked.position,
            name=parked.name,
        )
        for parked in one.parked
    ]
    if one.ahead:
        told = {"model": one.model, "position": one.position}
        found.append(
            reason("Read model {model} knows events up to {position}, and the log ends before.", **told)
        )
    return found


class _Words:
    """Tells a person."""

    def __init__(self, settings: Settings, translator: Translator) -> None:
        self._settings, self._translator, self._t = settings, translator, translator.t

    def log(self, report: Report) -> None:
        """The findings, then what was read and how far checkpoints reach."""
        for found in report.findings:
            self._say(found.what)
        if report.read:
            self._read(report)
        else:
            print(
                self._t("No event was read, so nothing is said of them or of how far checkpoints cover them.")
            )

    def _read(self, report: Report) -> None:
        print(
            self._t(
                "{checked} events and {entries} register entries checked, head {head}, hash {hash}.",
                checked=str(report.checked),
                entries=str(report.entries),
                head=str(report.head),
                hash=report.hash.hex(),
            )
        )
        for one in report.covered:
            if one.checkpoints:
                self._covered(one)
        print(
            self._translator.plural(
                "No checkpoint covers the last {count} event yet.",
                "No checkpoint covers the last {count} events yet.",
                report.uncovered,
            )
            if report.uncovered
            else self._t("Checkpoints cover every event.")
        )

    def _say(self, what: Reason) -> None:
        """One finding on one line: what an insider wrote into the log draws no line of its own and hides none."""
        print(unmoving(self._translator.render(what)))

    def _covered(self, one: Covered) -> None:
        told = {
            "folder": str(one.folder),
            "size": str(one.size),
            "at": one.at,
            "fingerprint": one.fingerprint,
        }
        print(
            self._t("{folder}: checkpoints over {size} events, the last of {at}, key {fingerprint}.", **told)
        )
        if not one.known:
            print(self._t("Nobody named this key: compare it with the one you wrote down."))
        if not outside(self._settings, one.folder):
            print(self._t("This folder is not outside the data folder: who can change one can change both."))

    def models(self, replayed: Sequence[Replayed | Reason]) -> None:
        """What is wrong with read models, and how many rows were compared."""
        for one in replayed:
            for what in _findings(one):
                self._say(what)
        compared = [one for one in replayed if isinstance(one, Replayed) and not one.ahead]
        if compared:
            told = {"models": str(len(compared)), "rows": str(sum(one.rows for one in compared))}
            print(self._t("{rows} rows of {models} read models compared with a full replay.", **told))

    def end(self, count: int) -> None:
        """The verdict."""
        if count:
            print(self._translator.plural("{count} finding.", "{count} findings.", count))
        else:
            print(self._t("All is as it was recorded."))


class _Json:
    """Tells a program: one object, words in both languages."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._told: dict[str, Any] = {}

    def log(self, report: Report) -> None:
        """What was found in the log, and what covers it."""
        findings = [
            {"kind": one.kind, "position": one.position, "stream": one.stream, "version": one.version,
             "name": one.name, "entry": one.entry, "found": _both(one.what)}
            for one in report.findings
        ]  # fmt: skip
        self._told = {
            "holds": report.holds,
            "read": report.read,
            "checked": report.checked,
            "entries": report.entries,
            "head": report.head,
            "hash": report.hash.hex(),
            "uncovered": report.uncovered,
            "checkpoints": [self._covered(one) for one in report.covered],
            "findings": findings,
        }

    def _covered(self, one: Covered) -> dict[str, Any]:
        return {**msgspec.to_builtins(one, enc_hook=str), "outside": outside(self._settings, one.folder)}

    def models(self, replayed: Sequence[Replayed | Reason]) -> None:
        """What was found in read models."""
        wrong = [{"found": _both(what)} for one in replayed for what in _findings(one)]
        compared = [one for one in replayed if isinstance(one, Replayed)]
        self._told["read_models"] = [
            {"model": one.model, "position": one.position, "rows": one.rows, "wrong": _count(one)}
            for one in compared
        ]
        self._told["model_findings"] = wrong
        self._told["holds"] = self._told["holds"] and not wrong

    def end(self, count: int) -> None:
        """All of it."""
        tell(msgspec.json.format(msgspec.json.encode(self._told)))


def _both(what: Reason) -> dict[str, str]:
    return {name: Translator.for_language(name).render(what) for name in LANGUAGES}


def _exported_json(settings: Settings, one: Exported) -> dict[str, Any]:
    return {
        "folder": str(one.folder),
        "outside": outside(settings, one.folder),
        "size": one.checkpoint.size if one.checkpoint else None,
        "at": one.checkpoint.at.isoformat() if one.checkpoint else None,
        "added": one.added,
        "key": one.key.line if one.key else "",
        "fingerprint": one.key.fingerprint if one.key else "",
        "note": one.note.decode(),
        "problem": _both(one.problem) if one.problem else None,
    }
