"""What those who did not answer could change: the share if all of them were unhappy, and if all were happy.

These are the bounds of Manski (1989, J. Human Resources 24, 343-360): they assume nothing about silence, so they are
stated beside a figure and never averaged into it. A form that came back invalid is silent, too. Rules: SVY-02, SVY-07.
"""

import msgspec

from projections.surveys.figures.share import checked


class Bounds(msgspec.Struct, frozen=True):
    """Where the share of a whole lies whatever the silent think; from 0 to 1, both ends possible.

    Attributes:
        happy: Valid forms that count as satisfied.
        valid: Valid forms.
        whole: Of whom the share is: those who got a form, or all of the base; at least 1.
    """

    happy: int
    valid: int
    whole: int

    @property
    def silent(self) -> int:
        return self.whole - self.valid

    @property
    def low(self) -> float:
        """If every silent one were unhappy."""
        return self.happy / self.whole

    @property
    def high(self) -> float:
        """If every silent one were happy."""
        return (self.happy + self.silent) / self.whole


class Silence(msgspec.Struct, frozen=True):
    """The bounds of those who were given a form, and of the whole base; ``None`` where that is nobody."""

    of_issued: Bounds | None
    of_base: Bounds | None


def silence(happy: int, valid: int, issued: int, base: int) -> Silence:
    """Both bounds of one survey.

    Raises:
        ValueError: More valid forms than were issued, than the base has, or fewer than are satisfied.
    """
    return Silence(bounds(happy, valid, issued), bounds(happy, valid, base))


def bounds(happy: int, valid: int, whole: int) -> Bounds | None:
    """The bounds of one whole; ``None`` where it has nobody.

    Raises:
        ValueError: More valid forms than the whole, or fewer than are satisfied.
    """
    checked(happy, valid, whole)
    return Bounds(happy, valid, whole) if whole else None
