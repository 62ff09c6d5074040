"""What may stand in a log line: known fields with bounded values, never a caller's words.

A line is built from an allow-list, so that a careless call cannot spill a name: a field that is not listed is dropped.
Of an exception stand its type, its code and where it arose; its message may quote what somebody typed. Of other
libraries' lines stands the template, never what fills it.
"""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from hashlib import sha256
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

Line = MutableMapping[str, Any]

FIELDS = (
    "at", "level", "event", "correlation", "site", "account", "doer", "through", "do", "command", "outcome",
    "reasons", "method", "route", "status", "events", "position", "count", "model", "retry_s", "duration_ms",
    "address", "edition", "said", "error", "code", "where",
)  # fmt: skip
"""Every field that a line may have, in the order in which they stand."""

LONGEST = 200
FRAMES = 8
PLAIN = re.compile(r"[A-Za-z0-9_.@:,/ -]{1,60}")
IDENT = re.compile(r"[A-Za-z0-9_.:/ -]{1,200}")
LONG_NUMBER = re.compile(r"\d{7}")
PHONE = re.compile(r"(?<![0-9a-f])1[3-9]\d{9}(?![0-9a-f])")
END_OF_TEMPLATE = re.compile(r"[^A-Za-z ,.!-]")


def plain(value: object) -> str | None:
    """An account, a site or a command's name as it may be logged; ``?`` for anything that looks otherwise."""
    if not value:
        return None
    return (
        value if isinstance(value, str) and PLAIN.fullmatch(value) and not LONG_NUMBER.search(value) else "?"
    )


def ident(value: object) -> str | None:
    """A command's id, which its sender chose; a digest of it where it may hold words or a phone number."""
    if not isinstance(value, str) or not value:
        return None
    if IDENT.fullmatch(value) and not PHONE.search(value):
        return value
    return "#" + sha256(value.encode("utf-8", "replace")).hexdigest()[:12]


def only_known(_: object, __: str, line: Line) -> Mapping[str, Any]:
    """The listed fields that have a value, in their order, none of them long."""
    return {name: _bounded(line[name]) for name in FIELDS if line.get(name) is not None}


def _bounded(value: object) -> object:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [str(one)[:LONGEST] for one in value[:FRAMES]]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return str(value)[:LONGEST]


def without_message(_: object, __: str, line: Line) -> Line:
    """An exception as its type, its code and its frames."""
    told = line.pop("exc_info", None)
    error = told[1] if isinstance(told, tuple) else sys.exception() if told is True else told
    if isinstance(error, BaseException):
        line["error"] = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
        line["code"] = code_of(error)
        line["where"] = _frames(error.__traceback__)
    return line


def code_of(error: BaseException) -> str | None:
    """What a system or a database calls the error: ``ENOSPC``'s words, ``SQLITE_FULL``, or a five-letter state."""
    origin = getattr(error, "orig", None) or error
    for name in ("sqlite_errorname", "sqlstate", "strerror"):
        if isinstance(found := getattr(origin, name, None), str):
            return found
    return code_of(error.__cause__) if error.__cause__ is not None else None


def _frames(at: TracebackType | None) -> list[str]:
    found = extract_tb(at)[-FRAMES:]
    return [f"{'/'.join(Path(one.filename).parts[-2:])}:{one.lineno} {one.name}" for one in found]


def of_others(_: object, __: str, line: Line) -> Line:
    """Another library's line: its logger's name as the event, and what it says before any value is filled in."""
    record: logging.LogRecord | None = line.get("_record")
    if record is None or record.name.partition(".")[0] in OURS:
        return line
    line["event"] = f"library.{record.name.partition('.')[0]}"
    text = str(record.msg)
    line["said"] = text if line.get("positional_args") else END_OF_TEMPLATE.split(text, maxsplit=1)[0]
    return line


OURS = ("steward", "console", "projections", "domain", "seed")
