"""The demo's equipment register: pumps, switchboards, lifts, monitoring; what recurs and what goes wrong (UNT-09)."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec

from domain.equipment_facts import RecordKind, System
from seed.demo import crew
from seed.demo.chance import Chance
from seed.demo.days import DAY, local
from seed.demo.life import Life, Planned

SPREAD: Final = timedelta(minutes=12)
"""Between two pieces of one round."""

ON_PAPER: Final = 4
"""Every so many records of a round are written down later."""


class _Piece(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    unit: str
    name: str
    name_en: str
    stands_in: str
    system: System
    maker: str
    model: str
    in_service_since: date


class _Round(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What recurs every so many days; the readings take turns."""

    units: tuple[str, ...]
    kind: RecordKind
    first: int
    every: int
    hour: int
    readings: tuple[str, ...] = ()
    words: str = ""


class _Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Found on inspection: put right there and then, or a ticket up to its close; ``waits`` for parts until a day."""

    unit: str
    day: int
    hour: int
    found: str
    put_right: bool = False
    waits: str = ""
    resumes: int = 0
    result: str = ""
    minutes: int = 0


class _Withdrawn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    unit: str
    day: int
    hour: int
    why: str


class _Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    arranged: str
    pieces: tuple[_Piece, ...]
    rounds: tuple[_Round, ...]
    faults: tuple[_Fault, ...]
    withdrawn: tuple[_Withdrawn, ...]


@cache
def _script() -> _Script:
    file = files("seed") / "demo" / "equipment.toml"
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _Script)


def equipment(seed: int, entered: datetime, first_day: date, days: int) -> Iterator[Planned]:
    """Every command of the register; ``entered`` is after its rooms are on record."""

    def chance(of: str) -> Chance:
        """One for each life, so that a longer plan begins like a shorter one."""
        return Chance(seed, "equipment", of)

    lives = [_entered(chance("register"), entered), _recurring(chance("rounds"), first_day, days)]
    lives += [_fault(chance(one.unit), one, first_day) for one in _script().faults]
    for life in lives:
        yield from life.planned


def _entered(chance: Chance, at: datetime) -> Life:
    life = Life("equipment-register", chance)
    for piece in _script().pieces:
        at += timedelta(seconds=20)
        life.note("equipment.register", at, crew.head_at(at), **msgspec.structs.asdict(piece))
    return life


def _recurring(chance: Chance, first_day: date, days: int) -> Life:
    """The rounds day after day, every fourth of them written down in the afternoon; and what is taken out of service."""
    life, told = Life("equipment-rounds", chance), _script()
    steps: list[tuple[datetime, str, str, timedelta, dict[str, Any]]] = [
        (at, _on_duty(at), "equipment.record", _written(number), arguments)
        for one in told.rounds
        for number, (at, arguments) in enumerate(_turns(one, first_day, days))
    ]
    for gone in told.withdrawn:
        at = local(first_day + gone.day * DAY, gone.hour)
        more = {"unit": gone.unit, "on": at.date(), "why": gone.why}
        steps.append((at, crew.head_at(at), "equipment.withdraw", timedelta(), more))
    for at, by, do, late, more in sorted(steps, key=lambda one: one[0] + one[3]):
        life.note(do, at, by, written=at + late, **more)
    return life


def _turns(one: _Round, first_day: date, days: int) -> Iterator[tuple[datetime, dict[str, Any]]]:
    for turn, day in enumerate(range(one.first, days, one.every)):
        for place, unit in enumerate(one.units):
            said: dict[str, Any] = {"unit": unit, "kind": one.kind.value, "finding": "in_order"}
            said |= {"words": one.words} if one.words else {}
            said |= {"reading": one.readings[(turn + place) % len(one.readings)]} if one.readings else {}
            yield local(first_day + day * DAY, one.hour) + place * SPREAD, said


def _written(number: int) -> timedelta:
    return timedelta(minutes=75) if not (number + 1) % ON_PAPER else timedelta()


def _on_duty(at: datetime) -> str:
    """One of the repair team whose turn it is."""
    turns = ((account, crew.turn_of(place, at.date())) for place, account in enumerate(crew.TECHNICIANS))
    return next(account for account, turn in turns if turn and turn[0] <= at < turn[1])


def _fault(chance: Chance, one: _Fault, first_day: date) -> Life:
    """The inspection that found it; its ticket, where there is one, up to the close."""
    at = local(first_day + one.day * DAY, one.hour, 20)
    by = _on_duty(at)
    life = Life(f"equipment-{one.unit}", chance, ticket=not one.put_right)
    said: dict[str, Any] = {"unit": one.unit, "kind": "inspection", "words": one.found}
    if one.put_right:
        life.note("equipment.record", at, by, finding="put_right", **said)
        return life
    life.note("equipment.record", at, by, finding="not_in_order", open_a_ticket=True, **said)
    answered = at + timedelta(minutes=4)
    life.note("ticket.answer", answered, crew.desk_at(answered), what=_script().arranged)
    life.note("ticket.assign", answered + timedelta(minutes=1), crew.desk_at(answered), to=[by])
    life.note("ticket.arrive", answered + timedelta(minutes=6), by)
    begun = life.note("ticket.begin_work", answered + timedelta(minutes=8), by)
    if one.waits:
        waits = begun + timedelta(minutes=30)
        life.note("ticket.wait", waits, crew.head_at(waits), reason="material", evidence=one.waits)
        begun = local(first_day + one.resumes * DAY, one.hour, 30)
        life.note("ticket.resume", begun, crew.head_at(begun))
    done = begun + timedelta(minutes=one.minutes)
    life.note("ticket.finish", done, by, result=one.result)
    closed = done + timedelta(minutes=25)
    life.note("ticket.close", closed, crew.desk_at(closed))
    return life
