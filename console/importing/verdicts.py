"""Who hands a file in, what the door answers, and the verdict on each line."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol

import msgspec

from console.languages import LANGUAGES, render
from domain.errors import Reason, Term


class Outcome(Protocol):
    """What the door answers to an accepted command."""

    @property
    def results(self) -> Mapping[str, Any]:
        """What the command tells beyond its events, by name."""
        ...

    @property
    def repeated(self) -> bool:
        """The same command was accepted before; nothing was written now."""
        ...

    @property
    def events(self) -> int:
        """How many events it recorded; none where all of it stood already, and none for a check."""
        ...


class Submit(Protocol):
    """The door; with ``check`` it refuses the same commands and writes nothing."""

    def __call__(self, given: Mapping[str, Any], /, *, check: bool = False) -> Outcome:
        """Carry a command out, or raise ``Refused`` with every reason."""
        ...


class Hand(msgspec.Struct, frozen=True):
    """Who hands the file in, and for which site; the door takes its own time."""

    site: str
    by: str
    doer: str = ""

    def command(self, do: str, command_id: str = "", **arguments: Any) -> dict[str, Any]:
        """A command in this hand; without an id it gets one that follows from its content.

        So the same row in another file, or in the mended one, is the same command.
        """
        said = {"site": self.site, "by": self.by, "doer": self.doer or self.by, "do": do} | arguments
        return {"id": command_id or f"row:{_digest(said)}", **said}


def _digest(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()


class Verdict(StrEnum):
    """What became of a line; each line of a file has exactly one."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    HELD_BACK = "held_back"
    ADOPTED = "adopted"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


TERMS: Mapping[Verdict, Term] = {
    Verdict.ACCEPTED: Term("accepted"),
    Verdict.UNCHANGED: Term("unchanged"),
    Verdict.HELD_BACK: Term("held back"),
    Verdict.ADOPTED: Term("adopted"),
    Verdict.DUPLICATE: Term("duplicate"),
    Verdict.REFUSED: Term("refused"),
}


class LineVerdict(msgspec.Struct, frozen=True):
    """The verdict on one line; ``key`` is what the line is about, as far as it could be read."""

    line: int
    key: str
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


def tally(verdicts: Sequence[LineVerdict]) -> dict[Verdict, int]:
    """How many lines got each verdict."""
    counts: dict[Verdict, int] = {}
    for one in verdicts:
        counts[one.verdict] = counts.get(one.verdict, 0) + 1
    return counts


def as_json(verdict: LineVerdict) -> str:
    """One line of JSON, its reasons in both languages."""
    words = {language: [render(one, language) for one in verdict.reasons] for language in LANGUAGES}
    return json.dumps(
        {"line": verdict.line, "key": verdict.key, "verdict": verdict.verdict.value, "reasons": words},
        ensure_ascii=False,
    )
