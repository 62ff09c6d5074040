"""What the charts of satisfaction are drawn from: rounds, marks, parts of a round, stages of a funnel."""

import msgspec


class Point(msgspec.Struct, frozen=True):
    """One round on the line; shares in percent, ``day`` counts days from any fixed one.

    Attributes:
        label: Round and base, two lines: ``Jun 2026`` and ``112 of 120``.
        stretch: Rounds that may be compared with each other share one.
        reported: The share as it was reported, where that differs.
        story: What the pointer is told.
    """

    day: int
    label: tuple[str, str]
    said: str
    share: float
    low: float
    high: float
    stretch: int
    reported: float | None = None
    reported_said: str = ""
    story: str = ""


class Mark(msgspec.Struct, frozen=True):
    """An event, or a break of the line, at a day."""

    day: int
    number: int
    breaks: bool = False
    story: str = ""


class Part(msgspec.Struct, frozen=True):
    """One theme, building or surveyor; shares in percent, ``before`` where the round before can be compared."""

    name: str
    said: str
    share: float
    low: float
    high: float
    before: float | None = None
    story: str = ""


class Stage(msgspec.Struct, frozen=True):
    """One stage from those who could be asked to those who are content; ``needed`` in whole forms."""

    name: str
    count: int
    said: str
    needed: int | None = None
    needed_said: str = ""
