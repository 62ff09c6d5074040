"""Whatever is asked as of a moment is answered as the same question was, or would have been, at that moment.

A demonstration is played from a random seed; its log grows once more, event by event, in a second store. At random
moments every question that can be put to the past is put to both: as of the moment to the one that knows the rest, and
as of now to the one that does not. A question with a parameter of a new name has to be given values below.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import islice, product
from pathlib import Path
from shutil import copy
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from domain.errors import Refused
from domain.facts import Recorded
from domain.log import Log
from projections.asking.moments import AsOf
from projections.asking.registry import QUESTIONS, Question, ask
from projections.asking.views import Views
from projections.models import MODELS
from projections.spine.projector import Projector
from projections.spine.reference import Reference
from projections.spine.store import Store, migrate_models, open_models
from seed.demo import Estate
from tests.seed.stage import NOW, Stage

MOST = 3
"""So many values of a parameter are tried, spread over those that the moment knows."""
MICROSECOND = timedelta(microseconds=1)
AT_MOST = 24
"""So many ways of putting one question."""


class Copy:
    """A log and its read models; the clock shows when the last event was recorded."""

    def __init__(self, folder: Path, source: Path) -> None:
        self.file = folder / "log.sqlite"
        copy(source, self.file)
        self.now = NOW
        self.log = Log.open(self.file, lambda: self.now)
        self._engine = open_models(folder / "views.sqlite")
        migrate_models(self._engine, MODELS, self.log)
        reference = Reference(self.log)
        store = Store(self._engine, MODELS)
        self.projector = Projector(store, self.log, reference, lambda: self.now)
        self.views = Views(store, self.log, reference, lambda: self.now)

    def recorded_at(self, position: int) -> datetime:
        (event,) = self.log.read(position - 1, 1)
        assert isinstance(event, Recorded)
        assert event.recorded_at is not None
        return event.recorded_at

    def keys(self, kind: str, having: str = "%") -> list[str]:
        """What the streams of a kind are called, without what stands before; ``having`` an event of some name."""
        asked = "SELECT DISTINCT stream FROM events WHERE stream LIKE ? AND name LIKE ?"
        with closing(sqlite3.connect(self.file)) as log:
            return sorted({row[0].split(":")[-1] for row in log.execute(asked, [f"{kind}:%", having])})

    def run(self, sql: str, *values: object) -> None:
        with closing(sqlite3.connect(self.file, isolation_level=None)) as log:
            log.execute("ATTACH ? AS source", [str(self.source)]) if "source." in sql else None
            log.execute(sql, values)

    source = Path()

    def close(self) -> None:
        self.log.close()
        self._engine.dispose()


@contextmanager
def stores(folder: Path, seed: int) -> Iterator[tuple[Copy, Copy]]:
    """The whole log, and one that has nothing yet."""
    names = ("played", "whole", "cut")
    for name in names:
        (folder / name).mkdir()
    stage = Stage(folder / "played", Estate.ending_at(NOW, seed, homes=30, days=60))
    stage.play(NOW)
    stage.log.close()
    source = folder / "played" / "log.sqlite"
    whole, cut = Copy(folder / "whole", source), Copy(folder / "cut", source)
    cut.source = source
    cut.run("DELETE FROM events")
    cut.run("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'events'")
    whole.projector.catch_up()
    try:
        yield whole, cut
    finally:
        whole.close()
        cut.close()


def grow(cut: Copy, position: int) -> None:
    """Let the log have everything up to a position, and time stand at its last event."""
    columns = "INSERT INTO events SELECT * FROM source.events WHERE position > ? AND position <= ?"
    cut.run(columns, cut.log.head(), position)
    cut.projector.catch_up()


Values = Callable[[Copy, Question], Sequence[Any]]


def codes(cut: Copy, question: Question) -> Sequence[Any]:
    """The rounds of surveys, or campaigns."""
    return cut.keys("survey" if question.name.startswith("survey") else "campaign")


def instants(cut: Copy, _: Question) -> Sequence[Any]:
    """An hour before the moment, and ten minutes before."""
    return [(cut.now - timedelta(minutes=ago)).isoformat() for ago in (60, 10)]


def just(*values: Any) -> Values:
    """The same values at every moment."""
    return lambda _, __: values


VALUES: Mapping[str, Values] = {
    "site": just("s1"),
    "code": codes,
    "campaign": lambda cut, _: cut.keys("campaign"),
    "number": lambda cut, _: cut.keys("ticket"),
    "stream": lambda cut, _: [f"ticket:s1:{one}" for one in cut.keys("ticket")],
    "unit": lambda cut, _: cut.keys("unit"),
    "room": lambda cut, _: cut.keys("unit", having="unit.exam_role_assigned"),
    "form": lambda cut, _: [int(one) for one in cut.keys("form")],
    "seed": just("7"),
    "then": instants,
    "at": instants,
}
"""Values of parameters that a question cannot do without, by the parameter's name."""
OFFERED: Mapping[tuple[str, str], Values] = {
    ("campaigns", "show_ended"): just(False, True),
    ("equipment_records", "unit"): lambda cut, _: cut.keys("unit", having="unit.equipment_registered"),
    ("known_defects", "kind"): just("", "home"),
    ("roster", "show"): just("draft", "published"),
    ("satisfaction", "kind"): just("", "project"),
    ("slips", "show"): just("out", "back"),
    ("survey_forms", "counting"): just("any", "valid", "late"),
    ("tickets", "state"): just("any", "open", "closed"),
    ("audit_lanes", "minutes"): just(25, 720),
    ("audit_ranking", "by"): just("", "late"),
}
"""Values of parameters that may be left out, where they turn the answer."""


def asked_of_the_past() -> list[Question]:
    return [one for one in QUESTIONS.values() if "as_of" in one.parameters.__struct_fields__]


def ways(question: Question, cut: Copy) -> Iterator[dict[str, Any]]:
    """Parameters with which a question is put."""
    fields = msgspec.structs.fields(question.parameters)
    offered = {name: values for (of, name), values in OFFERED.items() if of == question.name}
    needed = {one.name: VALUES[one.name] for one in fields if one.required and one.name not in offered}
    every = {name: spread(values(cut, question)) for name, values in {**needed, **offered}.items()}
    return islice((dict(zip(every, one, strict=True)) for one in product(*every.values())), AT_MOST)


def spread(values: Sequence[Any]) -> list[Any]:
    """The first, the last and one between."""
    return [values[place * (len(values) - 1) // (MOST - 1)] for place in range(min(MOST, len(values)))]


def outcome(views: Views, name: str, parameters: dict[str, Any], as_of: Any) -> object:
    """The answer, or why there is none."""
    try:
        return ask(views, name, parameters, as_of)
    except Refused as refusal:
        return refusal.reasons


@pytest.mark.slow
@settings(max_examples=2, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    seed=st.integers(1, 9999),
    places=st.lists(st.floats(0.02, 1.0), min_size=4, max_size=4, unique=True),
)
def test_every_question_as_of_a_moment_equals_the_question_at_that_moment(
    tmp_path_factory: pytest.TempPathFactory, seed: int, places: list[float]
) -> None:
    with stores(tmp_path_factory.mktemp("replay"), seed) as (whole, cut):
        for place in sorted(places):
            position = max(int(place * whole.log.head()), 1)
            if position > cut.log.head():
                grow(cut, position)
            compare(whole, cut, cut.log.head())
        assert unanswered(whole) == []


def compare(whole: Copy, cut: Copy, position: int) -> None:
    """Put every question to both: as of the last event, and as of the latest instant before the next one."""
    stamp = cut.recorded_at(position)
    before_next = [whole.recorded_at(one) - MICROSECOND for one in [position + 1] if one <= whole.log.head()]
    moments: list[AsOf] = [position, *(one for one in before_next if one > stamp)]
    for as_of in moments:
        cut.now = as_of if isinstance(as_of, datetime) else stamp
        for question in asked_of_the_past():
            for parameters in ways(question, cut):
                now = outcome(cut.views, question.name, parameters, None)
                then = outcome(whole.views, question.name, parameters, as_of)
                assert then == now, (question.name, parameters, as_of)


def unanswered(whole: Copy) -> list[str]:
    """Questions that are refused whichever way they are put: nothing would be compared."""
    return [
        question.name
        for question in asked_of_the_past()
        if all(
            isinstance(outcome(whole.views, question.name, one, None), tuple) for one in ways(question, whole)
        )
    ]


def test_no_question_has_a_parameter_that_this_test_gives_no_value() -> None:
    for question in asked_of_the_past():
        unknown = [one.name for one in msgspec.structs.fields(question.parameters) if one.required]
        given_none = [name for name in unknown if name not in VALUES and (question.name, name) not in OFFERED]
        assert given_none == [], question.name
