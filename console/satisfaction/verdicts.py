"""What a change says, in words: better, worse, cannot tell, or why two rounds are not compared (SVY-14)."""

from collections.abc import Mapping

from console.satisfaction import words
from console.viewer import Viewer
from domain.errors import Term
from projections.surveys.figures.change import What
from projections.surveys.trend_rows import Changed, Verdict

VERDICTS: Mapping[Verdict, Term] = {
    "better": Term("better"),
    "worse": Term("worse"),
    "same": Term("the same"),
    "cannot tell": Term("cannot tell a change"),
    "not comparable": Term("not comparable"),
}
OBSTACLES: Mapping[What, Term] = {
    "base kind": Term("others were asked"),
    "scale": Term("another scale"),
    "questionnaire": Term("other questions"),
    "theme": Term("another question"),
    "figure": Term("no valid form"),
}


def verdict(viewer: Viewer, change: Changed) -> str:
    """The verdict with the difference in points and its interval."""
    t = viewer.t
    if change.difference is None or change.low is None or change.high is None:
        return t("{verdict} ({why})", verdict=VERDICTS[change.verdict], why=obstacles(viewer, change))
    return t(
        "{verdict}, {difference} points ({low} to {high})",
        verdict=VERDICTS[change.verdict],
        difference=words.points(change.difference),
        low=words.points(change.low),
        high=words.points(change.high),
    )


def obstacles(viewer: Viewer, change: Changed) -> str:
    """Why two figures are not compared, each with both values."""
    return viewer.translator.listed(
        [_obstacle(viewer, one.what, one.before, one.after) for one in change.why]
    )


def _obstacle(viewer: Viewer, what: What, before: str, after: str) -> str:
    said = viewer.t(OBSTACLES[what])
    if what == "scale":
        return viewer.t("{what}: {before} points before, {after} now", what=OBSTACLES[what],
                        before=before.rpartition("/")[2], after=after.rpartition("/")[2])  # fmt: skip
    return said
