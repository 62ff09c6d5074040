"""Every word that the time machine draws by itself, beside those of the board that it shares."""

from collections.abc import Callable

from console.board.words import words as board_words

Translate = Callable[[str], str]
SHARED = (
    "tile.",
    "clock.",
    "kind.",
    "reason.",
    "state.",
    "figure.",
    "span.",
    "gaps",
    "no_limit",
    "day_end",
    "group.",
)


def words(_: Translate) -> dict[str, str]:
    """The words by key; ``{name}`` in a wording is filled in the browser."""
    shared = {key: text for key, text in board_words(_).items() if key.startswith(SHARED)}
    return {**shared, **_bar(_), **_panes(_), **_below(_)}


def _bar(_: Translate) -> dict[str, str]:
    return {
        "title": _("Time machine"),
        "label.axis": _("By which time the moment is told"),
        "axis.recorded": _("As it was seen (by recording)"),
        "axis.happened": _("As it really was (by happening)"),
        "axis.recorded.brief": _("As seen"),
        "axis.happened.brief": _("As it was"),
        "label.board": _("Board"),
        "label.view": _("How the board is shown"),
        "view.beside": _("Side by side"),
        "view.board": _("The whole board"),
        "read_only": _("Read only; this look is recorded."),
        "label.tabs": _("Audit"),
        "previous": _("Previous"),
        "next": _("Next"),
        "previous.hint": _("Back to the recording before"),
        "next.hint": _("On to the next recording"),
        "exact": _("Time of the moment, to the second"),
        "exact.wrong": _("Write a time like 09:03:00"),
        "day": _("Day"),
        "day.before": _("The day before"),
        "day.after": _("The day after"),
        "label.play": _("Play"),
        "play.0": _("Stop"),
        "play.1": _("× 1"),
        "play.10": _("× 10"),
        "play.60": _("× 60"),
        "stand": _("{count} recorded so far, event {n}"),
        "stand.none": _("Nothing was recorded yet"),
        "scale": _("height = recordings in 5 minutes"),
        "slider": _("Moment of the day"),
        "slider.value": _("{at}, {count} recorded so far, event {n}"),
        "density.said": _("{total} recordings on this day, most between {from} and {to}"),
        "density.none": _("Nothing was recorded on this day"),
        "now": _("now"),
        "empty.before": _("The last before: {at}"),
        "empty.after": _("The next after: {at}"),
        "ahead": _("That moment has not come yet: this is now."),
        "waits": _("Waiting for the data of this moment"),
        "lost": _("The line broke. The last moment stays; move the handle to try again."),
        "refused": _("This moment cannot be shown"),
    }


def _panes(_: Translate) -> dict[str, str]:
    return {
        "then": _("Then {at}"),
        "really": _("What was really so at {at}"),
        "now.title": _("Now {at}"),
        "other": _("Then {at}"),
        "brief.then": _("Then"),
        "brief.now": _("Now"),
        "beside": _("Compare with"),
        "beside.now": _("Now"),
        "beside.other": _("Another moment"),
        "rows.different": _("Different {n}"),
        "rows.all": _("All {n}"),
        "label.rows": _("Which rows"),
        "none.then": _("No ticket was open then, and none is open now."),
        "none.different": _("Both desks are the same, row by row."),
        "none.some": _("Both desks are the same, row by row; the first {n} of {all} stand below."),
        "arrow.unknown": _("not known then"),
        "arrow.new": _("came since"),
        "arrow.done": _("done since"),
        "arrow.ended": _("ended since"),
        "arrow.breached": _("ran over since"),
        "arrow.restated": _("restated"),
        "arrow.merged": _("called again"),
        "arrow.same": _("the same"),
    }


def _below(_: Translate) -> dict[str, str]:
    return {
        "lanes": _("Lanes"),
        "lanes.hint": _("solid = happened, hollow = recorded, a line = recorded late"),
        "lanes.ahead": _("on this side it had not happened yet"),
        "lanes.none": _("Nothing happened within 25 minutes of this moment."),
        "lanes.table": _("As a list"),
        "column.happened": _("Happened"),
        "column.recorded": _("Recorded"),
        "column.what": _("What"),
        "column.who": _("Who"),
        "later": _("recorded {at}"),
        "differences": _("Differences {n}"),
        "differences.hint.one": _("{n} ticket compared row by row"),
        "differences.hint": _("{n} tickets compared row by row"),
        "differences.none": _("None: everything that is known now was known then."),
        "differences.each": _("Each by itself"),
        "check": _("Check"),
    }
