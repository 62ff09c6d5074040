"""``steward apply`` and ``steward commands``."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import msgspec

from console.cli.telling import tell
from console.erased_ids import keep_lists
from console.importing.progress import Progress
from console.languages import LANGUAGES, Translator, render
from console.settings import Settings
from console.wiring import wall_clock
from domain.errors import Reason, Refused, Term, reason
from domain.log import Log
from domain.operations import COMMANDS, Door, schema

LONGEST_LINE = 1024 * 1024


def apply(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Carry out one command a line; each gets one line of outcome, and a bad line stops nothing."""
    failed = 0
    progress = Progress(sys.stderr, lambda count: translator.t("{count} commands", count=str(count)))
    with Log.open(settings.event_log, wall_clock) as log, _lines(asked.file) as lines:
        door = Door(log, wall_clock, through="command line")
        for number, line in enumerate(lines, 1):
            if line.strip():
                outcome, accepted = _carry_out(door, number, line)
                failed += not accepted
                tell(msgspec.json.encode(outcome, enc_hook=str))
                if asked.file == "-":
                    sys.stdout.flush()
            progress(number)
        keep_lists(log, settings.list_folders)
    progress.finish()
    return 1 if failed else 0


def _carry_out(door: Door, number: int, line: bytes) -> tuple[dict[str, Any], bool]:
    try:
        given = _parsed(line)
    except Refused as refusal:
        return _refused(number, None, refusal.reasons), False
    try:
        outcome = door.submit(given)
    except Refused as refusal:
        return _refused(number, given.get("id"), refusal.reasons), False
    told = {name: _told(value) for name, value in outcome.results.items()}
    return {"line": number, **msgspec.to_builtins(msgspec.structs.replace(outcome, results=told))}, True


def _parsed(line: bytes) -> dict[str, Any]:
    """One JSON object.

    Raises:
        Refused: The line is too long, no JSON, or no object.
    """
    if len(line) > LONGEST_LINE:
        raise Refused(
            reason(
                "The line is longer than a mebibyte.",
                who=Term("you"),
                verb=Term("split it into several commands"),
            )
        )
    try:
        given = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(
            reason(
                "The line is not one whole JSON object in UTF-8.",
                who=Term("you"),
                verb=Term("correct the line"),
            )
        ) from error
    if not isinstance(given, dict):
        raise Refused(reason("A command is a JSON object.", who=Term("you"), verb=Term("correct the line")))
    return given


def _refused(number: int, id: object, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    told = [{language: render(one, language) for language in LANGUAGES} for one in reasons]
    return {"line": number, "id": id if isinstance(id, str) else None, "refused": told}


def _told(value: Any) -> Any:
    """Results as JSON: reasons in both languages."""
    if isinstance(value, Reason):
        return {language: render(value, language) for language in LANGUAGES}
    if isinstance(value, dict):
        return {str(name): _told(one) for name, one in value.items()}
    return value


@contextmanager
def _lines(name: str) -> Iterator[Iterator[bytes]]:
    if name == "-":
        yield _bounded(sys.stdin.buffer)
        return
    try:
        file = open(name, "rb")  # noqa: PTH123, SIM115 - closed below; the name is what was typed
    except OSError as error:
        raise Refused(
            reason("{file} cannot be read: {problem}.", file=name, problem=error.strerror or "")
        ) from error
    with file:
        yield _bounded(file)


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """Lines without their ends, in constant memory: of one that is too long, only as much as shows that it is."""
    room = LONGEST_LINE + len(b"\r\n")
    while line := file.readline(room):
        rest = line
        while len(rest) == room and not rest.endswith(b"\n"):
            rest = file.readline(room)
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def commands(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """List every command, or write all with their JSON Schemas."""
    if asked.json:
        listed = {do: schema(found) for do, found in sorted(COMMANDS.items())}
        tell(msgspec.json.format(msgspec.json.encode(listed)))
        return 0
    for do, found in sorted(COMMANDS.items()):
        says = (found.method.__doc__ or "").strip().splitlines()[0]
        print(f"{do:34} {says}")
    return 0
