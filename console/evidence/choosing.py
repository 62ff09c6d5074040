"""From what was asked to the events that answer it: a case with all that speaks of it, or a period.

A case is its own stream, the events of the same commands and threads, and those of other streams that name it: units,
rosters, decisions, survey forms. A period is every event that happened in it, and every event that was recorded in it.
What either rests on comes along: the rules that were in force, the people who acted, with their roles, and the place.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast

import msgspec

from console.evidence.asked import Asked
from console.evidence.chosen import Chosen, Why
from console.evidence.entries import Spoken
from domain.company import COMPANY, MemberJoined, site_stream
from domain.erasure import erasure_stream
from domain.errors import Unknown, reason
from domain.log import Log
from domain.log.dialects.dialect import Row
from domain.log.raw import Narrowed
from domain.units import unit_stream

POSITION, RECORDED_AT = 0, 1
STREAM, VERSION, NAME, BODY, HAPPENED_AT, SITE, RECORDED_BY, DONE_BY = 3, 4, 5, 7, 8, 9, 10, 11
COMMAND, CORRELATION, CAUSATION = 14, 17, 18
_ALTERED = (AttributeError, KeyError, TypeError, ValueError)
_TEMPLATES = {"campaign.planned": "template", "survey.planned": "survey_template"}


class _Nothing(msgspec.Struct):
    """Of who joined, only the stream is wanted."""


def choose(log: Log, asked: Asked, upto: int, chosen: Chosen, spoken: Spoken) -> list[str]:
    """Choose the events up to a position, and note what they say of the register.

    Returns:
        The streams of which every event is in.

    Raises:
        Unknown: There is no such case.
    """
    basis = _Basis(log, asked)
    for row, why in _case(log, asked.case, upto) if asked.case else _period(log, asked, upto):
        chosen.add(why, [row[POSITION]])
        spoken.note(row[BODY], needed=True)
        basis.note(row)
    for row, why in basis.rests_on(upto):
        chosen.add(why, [row[POSITION]])
        spoken.note(row[BODY], needed=why is not Why.PLACE)
    for entry in spoken.missing(log):
        chosen.add(Why.ERASURE, [row[POSITION] for row in log.raw.stream(erasure_stream(entry), upto)])
    return [asked.case] if asked.case else []


def _period(log: Log, asked: Asked, upto: int) -> Iterator[tuple[Row, Why]]:
    since = None if asked.since is None else int(asked.since.timestamp())
    until = None if asked.until is None else int(asked.until.timestamp())
    for row in log.raw.narrowed(Narrowed(site=asked.site, since=since, until=until, upto=upto)):
        if _within(row[HAPPENED_AT], since, until):
            yield row, Why.HAPPENED
        if _within(row[RECORDED_AT] // 1_000_000, since, until):
            yield row, Why.RECORDED


def _within(second: int, since: int | None, until: int | None) -> bool:
    return (since is None or since <= second) and (until is None or second < until)


def _case(log: Log, stream: str, upto: int) -> Iterator[tuple[Row, Why]]:
    """The case's own events first, then one reading of the log for what belongs to it."""
    own = log.raw.stream(stream, upto)
    if not own:
        raise Unknown(reason("There is no case “{case}”.", case=stream))
    yield from ((row, Why.CASE) for row in own)
    threads = {row[column] for row in own for column in (COMMAND, CORRELATION, CAUSATION)} - {None}
    name = msgspec.json.encode(stream.rpartition(":")[2])
    for row in log.raw.between(0, upto):
        if row[STREAM] == stream or row[SITE] not in {"", own[0][SITE]}:
            continue
        if not threads.isdisjoint((row[COMMAND], row[CORRELATION], row[CAUSATION])):
            yield row, Why.THREAD
        if name in row[BODY]:
            yield row, Why.MENTION


class _Basis:
    """Collects what events rest on: as many entries as there are rules and people, not events."""

    def __init__(self, log: Log, asked: Asked) -> None:
        self._log, self._of_case, site = log, bool(asked.case), asked.site
        joined = log.begun("member:", MemberJoined, _Nothing)
        self._members = {stream.partition(":")[2] for stream, _ in joined}
        self._accounts: set[str] = set()
        self._pins: dict[str, int] = {}
        self._streams = {COMPANY} | ({site_stream(site)} if site else set())
        self._places: set[str] = set()

    def note(self, row: Row) -> None:
        """What one event rests on."""
        self._accounts |= {row[RECORDED_BY], row[DONE_BY]} & self._members
        if row[SITE]:
            self._streams.add(site_stream(row[SITE]))
        try:
            said = msgspec.json.decode(row[BODY])
        except (msgspec.MsgspecError, RecursionError):
            return  # whoever reads the pack is told that it is no event of ours
        self._accounts.update(_words(said) & self._members)
        with suppress(*_ALTERED):
            self._note_kept(row, cast("dict[str, Any]", said))

    def _note_kept(self, row: Row, said: dict[str, Any]) -> None:
        """What it keeps for life; nothing where somebody gave it another shape, which the pack's reader tells."""
        if row[NAME] in {"ticket.reported", "ticket.adopted"}:
            self._note_ticket(row[SITE], said)
        if row[NAME] in _TEMPLATES:
            self._note_template(_TEMPLATES[row[NAME]], said.get("template", {}))

    def _note_ticket(self, site: str, said: dict[str, Any]) -> None:
        """The rules that a ticket keeps for life, and where it is; a period has as many places as homes."""
        pins = [f"policy:{pin}" for pin in said.get("pins", {}).values()]
        pins += [f"calendar:{said['calendar']}"] if said.get("calendar") else []
        pins += [f"tariff:{site}@{said['tariff']}"] if said.get("tariff") else []
        for pin in pins:
            self._pin(pin)
        if said.get("unit") and self._of_case:
            self._places.add(unit_stream(site, said["unit"]))

    def _note_template(self, kind: str, template: dict[str, Any]) -> None:
        self._pin(f"{kind}:{template.get('code', '')}@{template.get('edition', 0)}")

    def _pin(self, pin: str) -> None:
        """Keep an edition; those before it come along, because a calendar is all of its years together."""
        stream, _, version = pin.rpartition("@")
        self._pins[stream] = max(self._pins.get(stream, 0), int(version))

    def rests_on(self, upto: int) -> Iterator[tuple[Row, Why]]:
        """The events themselves: editions up to the one that was kept, people's grants, a place's first event."""
        for stream, version in self._pins.items():
            rows = self._log.raw.stream(stream, upto)
            yield from ((row, Why.RULES) for row in rows if row[VERSION] <= version)
        for stream in self._streams:
            yield from ((row, Why.RULES) for row in self._log.raw.stream(stream, upto))
        for account in self._accounts:
            yield from ((row, Why.PEOPLE) for row in self._log.raw.stream(f"member:{account}", upto))
        for stream in self._places:
            yield from ((row, Why.PLACE) for row in self._log.raw.stream(stream, upto)[:1])


def _words(said: Any) -> set[str]:
    """Every text that stands in a body by itself, names of fields left aside."""
    match said:
        case str():
            return {said}
        case list():
            return set[str]().union(*(_words(one) for one in said))
        case dict():
            return set[str]().union(*(_words(one) for one in said.values()))
        case _:
            return set()
