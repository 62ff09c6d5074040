"""What all contenders store: one kind of step, in streams of whatever length a row asks for."""

from datetime import UTC, datetime

from domain.aggregate import Aggregate, on
from domain.facts import Fact, Happened, Recorded, TextRef, stored_as

AT = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)


@stored_as("test.step_taken")
class StepTaken(Fact, frozen=True):
    step: str
    unit: str
    effort_min: int
    matter: TextRef | None = None


class Steps(Aggregate):
    effort_min = 0

    @on(StepTaken)
    def _taken(self, fact: StepTaken, _: Happened) -> None:
        self.effort_min += fact.effort_min


def step(stream: str, version: int, effort_min: int | None = None) -> Recorded:
    """One event with every column of the envelope filled, by a command of its own."""
    command = f"{stream}:{version}"
    return Recorded(
        originator_id=stream,
        originator_version=version,
        fact=StepTaken(
            step="arrived",
            unit="5-2-1203",
            effort_min=version if effort_min is None else effort_min,
            matter=TextRef(f"text:{command}", "0f" * 32),
        ),
        happened_at=AT,
        site="s1",
        by="desk",
        doer="chen",
        role="technician",
        through="console",
        command=command,
        part=0,
        digest=b"\x01" * 32,
        correlation=command,
    )


def steps(stream: str, count: int) -> list[Recorded]:
    """The first events of a stream."""
    return [step(stream, version) for version in range(1, count + 1)]
