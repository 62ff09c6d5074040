"""How shares, points and rounds are written on the page of satisfaction."""

from datetime import date
from fractions import Fraction

from console.viewer import Viewer
from domain.surveys.template import Share
from projections.surveys.figures.thresholds import half_up, shown
from projections.surveys.rows import Figure

_MINUS = "\N{MINUS SIGN}"


def percent(viewer: Viewer, share: float) -> str:
    """``93.8%``, in English ``93.8 %``; for reading alone: what is met is compared in whole forms (CAL-10)."""
    return f"{figure(share)}{'' if viewer.translator.language == 'zh' else ' '}%"


def figure(share: float) -> str:
    """A share in percent without its sign, one digit after the point, rounded half up as everywhere."""
    return str(half_up(share, 1))


def share(viewer: Viewer, found: Figure, target: Share | None) -> str:
    """A share in percent, on its side of what the contract asks for."""
    return f"{digits(found, target)}{'' if viewer.translator.language == 'zh' else ' '}%"


def digits(found: Figure, target: Share | None) -> str:
    """The same without its sign; as many digits as keep it from reading as reached, or not (SVY-05, CAL-10)."""
    return str(shown(found.happy, found.answered, Fraction(target.part, target.of) if target else None))


def points(difference: float) -> str:
    """A difference of shares in points, with its sign: ``+2.0``, ``−0.4``."""
    said = figure(abs(difference))
    return f"{_MINUS if difference < 0 else '+'}{said}" if said != "0.0" else said


def between(viewer: Viewer, low: float, high: float) -> str:
    """``92.4–94.9 %``."""
    return f"{figure(low)}–{percent(viewer, high)}"


def told(viewer: Viewer, found: Figure | None) -> str:
    """A share with its interval and counts, or that there is none."""
    if found is None:
        return viewer.t("no valid form")
    return viewer.t(
        "{share} ({interval}), {happy} of {answered}",
        share=percent(viewer, found.share),
        interval=between(viewer, found.low, found.high),
        happy=found.happy,
        answered=found.answered,
    )


def of_month(viewer: Viewer, day: date) -> str:
    """``2026年6月``, in English ``Jun 2026``."""
    if viewer.translator.language == "zh":
        return f"{day.year}年{day.month}月"
    return day.strftime("%b %Y")
