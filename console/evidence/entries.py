"""The register in a pack: what the events speak of, shown with its salt, left out, or named as erased.

What is gone without an event that erased it is called missing.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from console.evidence.asked import Asked
from console.evidence.rows import exact
from domain.erasure import erasure_stream
from domain.errors import Refused, Term, reason
from domain.facts import Entry
from domain.log import Log
from domain.log.proof.encoding import encoded
from domain.log.scratch import Scratch
from domain.log.seals import references

_BATCH = 400
_EVER = 2**63 - 1
_SPOKEN = """
CREATE TABLE spoken (
    place INTEGER PRIMARY KEY, id TEXT, version INTEGER, seal TEXT, needed INTEGER, UNIQUE (id, version, seal)
)
"""
_NOTE = """
INSERT INTO spoken (id, version, seal, needed) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET needed = max(needed, excluded.needed)
"""


class Spoken(Scratch):
    """What the events of a pack say of the register, in the order in which they do; on a scratch file.

    Attributes:
        counts: Entries by what became of them.
    """

    def __init__(self) -> None:
        super().__init__(_SPOKEN)
        self.counts = {"shown": 0, "withheld": 0, "erased": 0, "missing": 0}

    def note(self, body: bytes, *, needed: bool) -> None:
        """Every reference in the body of one event.

        Args:
            body: As it stands in the log.
            needed: Whether the pack is about what it says; who owns the place of a ticket is nobody's business.
        """
        if b'"seal"' not in body:
            return
        try:
            spoken = [(*one, needed) for one in references(msgspec.json.decode(body))]
        except (msgspec.MsgspecError, RecursionError):  # its reader finds the same
            return
        self._scratch.executemany(_NOTE, spoken)

    def missing(self, log: Log) -> Iterator[str]:
        """Ids of entries that are not there any more."""
        for page in self._pages():
            there = _there(log, page)
            yield from {id_ for _, id_, version, *_ in page if (id_, version) not in there}

    def lines(self, log: Log, asked: Asked, upto: int) -> Iterator[dict[str, Any]]:
        """A line of ``register.jsonl`` for each.

        Raises:
            Refused: The event that erased one of them is later than the last that the pack may hold.
        """
        for page in self._pages():
            there = _there(log, page)
            for _, id_, version, seal, needed in page:
                line = {"id": id_, "version": version, "seal": seal}
                if (entry := there.get((id_, version))) is not None:
                    line |= _told(asked, entry, needed=bool(needed))
                else:
                    line["state"] = _gone(log, id_, upto)
                self.counts[line["state"]] += 1
                yield line

    def _pages(self) -> Iterator[list[tuple[Any, ...]]]:
        after = 0
        sql = "SELECT place, id, version, seal, needed FROM spoken WHERE place > ? ORDER BY place LIMIT ?"
        while page := self._scratch.execute(sql, (after, _BATCH)).fetchall():
            yield page
            after = page[-1][0]


def _there(log: Log, page: Iterable[tuple[Any, ...]]) -> dict[tuple[str, int], Entry]:
    """The entry behind each reference that is still there; a text is spoken of without its version."""
    spoken = [(id_, version) for _, id_, version, *_ in page]
    found: dict[tuple[str, int], Entry] = dict(log.values([one for one in spoken if one[1]]))
    texts = log.values([id_ for id_, version in spoken if not version])
    return found | {(id_, 0): entry for id_, entry in texts.items()}


def _gone(log: Log, id_: str, upto: int) -> str:
    erasures = log.raw.stream(erasure_stream(id_), _EVER)
    if erasures and erasures[0][0] > upto:
        raise Refused(
            reason(
                "Something was erased while the evidence was being put together.",
                who=Term("you"),
                verb=Term("ask for it again"),
            )
        )
    return "erased" if erasures else "missing"


def _told(asked: Asked, entry: Entry, *, needed: bool) -> dict[str, Any]:
    if not needed or not (asked.people if entry.kind == "person" else asked.texts):
        return {"state": "withheld", "kind": entry.kind}
    shown = {"state": "shown", "kind": entry.kind, "salt": encoded(entry.salt)}
    return {**shown, **exact("value", entry.value)}
