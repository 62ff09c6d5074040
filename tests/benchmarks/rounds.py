"""Five years of surveys: ten rounds of a kind, each form keyed twice with seven answers, and the tickets meanwhile."""

import random
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from domain.facts import Fact, Recorded, TextRef
from domain.log import Log
from domain.surveys import facts, form_facts
from domain.surveys.form import form_stream
from domain.surveys.survey import survey_stream
from domain.tickets.facts import Channel, HelpClass, Kind, Reported
from domain.tickets.ticket import ticket_stream
from projections import members
from projections.surveys import forms, rounds
from projections.tickets import outcomes
from seed.catalogue import survey_templates
from tests.benchmarks.lamps import House, house
from tests.benchmarks.places import Place

MODELS = (rounds.SURVEYS, forms.FORMS, outcomes.OUTCOMES, members.MEMBERS)
KIND = next(one for one in survey_templates() if one.code == "project")
THEMES = tuple(one.code for one in KIND.questionnaire.themes)
ROUNDS, BUILDINGS, SURVEYORS, BATCH = 10, 12, 8, 1000
FORMS = 2857
"""A round: with ten rounds and seven questions 200,000 answers."""

TICKETS = 18_000
FIRST = datetime(2026, 6, 15, 1, 0, tzinfo=UTC)
NO_TEXT = TextRef("", "")


class Teller:
    """Gives every stream its next version."""

    def __init__(self) -> None:
        self._versions: dict[str, int] = {}

    def tell(self, stream: str, fact: Fact, at: datetime) -> Recorded:
        self._versions[stream] = version = self._versions.get(stream, 0) + 1
        return Recorded(originator_id=stream, originator_version=version, fact=fact, happened_at=at)


def history(count: int) -> Iterator[Recorded]:
    """Every event in order; the same for the same number of forms a round."""
    chance, teller = random.Random(1), Teller()  # noqa: S311 - made-up histories
    for number in range(ROUNDS):
        begins = FIRST + timedelta(days=182 * number)
        for ticket in range(TICKETS * count // FORMS // ROUNDS):
            yield _ticket(teller, number, ticket, begins - timedelta(days=chance.randrange(1, 180)))
        yield from _round(teller, chance, f"r{number}", count, begins)


def _ticket(teller: Teller, number: int, ticket: int, at: datetime) -> Recorded:
    code = f"H{number}-{ticket:05}"
    fact = Reported(
        number=code, kind=Kind.HELP, help_class=HelpClass.OTHER, channel=Channel.PHONE, matter=NO_TEXT,
        first_receiver="desk", zone="Asia/Shanghai", pins={}, calendar="CN@1",
    )  # fmt: skip
    return teller.tell(ticket_stream("s1", code), fact, at)


def _round(teller: Teller, chance: random.Random, code: str, count: int, at: datetime) -> Iterator[Recorded]:
    stream, houses = survey_stream("s1", code), range(BUILDINGS)
    units = {house: [f"{house}-{unit}" for unit in range(2 * count // BUILDINGS)] for house in houses}
    strata = tuple(facts.Stratum(str(house), tuple(codes)) for house, codes in units.items())
    slots = tuple(
        facts.Slot(number + 1, units[number % BUILDINGS][number // BUILDINGS], str(number % BUILDINGS))
        for number in range(count)
    )
    told: tuple[Fact, ...] = (
        facts.SurveyPlanned(
            name=code, template=KIND, starts=at.date(), zone="Asia/Shanghai", round=f"{at:%Y-%m}"
        ),
        facts.FrameFrozen(base=sum(map(len, units.values())), calendar="CN@1", key=NO_TEXT, strata=strata),
        facts.SampleDrawn(seed=code, slots=slots),
    )
    yield from (teller.tell(stream, fact, at) for fact in told)
    for step in range(4):
        for slot in slots:
            chance.seed(f"{code} {slot.number}")
            fact = _step(chance, slot, step)
            yield teller.tell(form_stream("s1", code, slot.number), fact, at + timedelta(days=step))
    yield teller.tell(stream, facts.CollectionClosed(), at + timedelta(days=9))


def _step(chance: random.Random, slot: facts.Slot, step: int) -> Fact:
    """Out, back, keyed and keyed again; both keyings of a form are drawn alike."""
    if step == 0:
        surveyor = f"a{slot.number % SURVEYORS}"
        return form_facts.FormIssued(
            unit=slot.unit, stratum=slot.stratum, surveyor=surveyor, way="door", themes=THEMES,
            happy_from=KIND.questionnaire.scale.happy_from,
        )  # fmt: skip
    if step == 1:
        return form_facts.FormReturned()
    return form_facts.FormKeyed(answers={theme: chance.randint(2, 5) for theme in THEMES})


@contextmanager
def surveyed(place: Place, count: int) -> Generator[House]:
    """A house whose log tells the surveys and whose read models are up with it."""

    def fill(log: Log) -> None:
        batch: list[Recorded] = []
        for event in history(count):
            batch.append(event)
            if len(batch) == BATCH:
                log.append(batch)
                batch = []
        log.append(batch)

    with house(place, fill, MODELS) as filled:
        filled.projector.catch_up()
        yield filled
