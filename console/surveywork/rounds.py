"""All rounds of the site, newest first: how far each has come, what is due next, and which kind must be held again."""

from console.campaignpage import ledger
from console.campaignpage.ledger import Chip, Row, Section, Verb
from console.moments import AS_OF
from console.surveywork import words
from console.surveywork.address import SURVEY, go
from console.viewer import Viewer
from projections.surveys.rows import KindRow, SurveyRow, Surveys

ENDED = ("reported", "called_off", "not_applicable")


def draw(viewer: Viewer, found: Surveys, then: str = "") -> None:
    """Draw the list; a press leads to the round, ``then`` as the past moment that the address names."""
    t = viewer.t
    running = tuple(_row(viewer, one) for one in found.rounds if one.state not in ENDED)
    ended = tuple(_row(viewer, one) for one in found.rounds if one.state in ENDED)
    cycle = tuple(_kind(viewer, one) for one in found.kinds)
    sections = [
        Section("open", t("Planned and running"), running, str(len(running)), t("Nothing is planned.")),
        *([Section("kinds", t("When each kind is held again"), cycle, str(len(cycle)))] if cycle else []),
        *([Section("ended", t("Ended"), ended, str(len(ended)), folded=True)] if ended else []),
    ]
    pressed = ledger.draw(viewer, sections, key=f"surveys:{viewer.site}", past=bool(then))
    if pressed:
        asked = {AS_OF: then} if then else {}
        go(viewer, **{SURVEY: str(pressed["key"]).partition(":")[2]}, **asked)


def _row(viewer: Viewer, row: SurveyRow) -> Row:
    t, show = viewer.t, viewer.translator.show
    about = [show(row.kind_name), row.round, t(words.STATES[row.state])]
    about.append(t("begins {day}", day=row.starts) if row.state == "planned" else show(row.starts))
    lines = [" · ".join(about)]
    if row.base is not None:
        numbers = {"base": row.base, "issued": row.issued, "returned": row.returned, "valid": row.valid}
        lines.append(t("asked {base} · issued {issued} · returned {returned} · valid {valid}", **numbers))
    if row.next is not None and row.state not in ENDED:
        lines.append(t("next: {step}, by {day}", step=words.STEPS[row.next.step], day=row.next.due))
    if row.open_problems:
        lines.append(
            viewer.translator.plural("{count} open problem", "{count} open problems", row.open_problems)
        )
    verb = Verb("open", t("Open"), "open", main=True)
    tone = "red" if row.is_late and row.state not in ENDED else "over" if row.state in ENDED else ""
    return Row(f"survey:{row.code}", row.name, tuple(lines), _chip(viewer, row), tone, (verb,))


def _chip(viewer: Viewer, row: SurveyRow) -> Chip | None:
    if row.state in ENDED:
        return None
    if row.is_late:
        return Chip("red", viewer.t("late"), "red")
    return Chip("met", viewer.t("nothing late"), "done")


def _kind(viewer: Viewer, kind: KindRow) -> Row:
    """When forms of a kind must go out next (SVY-04..06)."""
    t = viewer.t
    lines: list[str] = []
    if kind.last_starts:
        lines.append(t("last held from {day}", day=kind.last_starts))
    if kind.next_due and kind.next_from:
        lines.append(t("forms go out {first} to {last}", first=kind.next_from, last=kind.next_due))
    elif kind.next_due:
        lines.append(t("forms go out by {day}", day=kind.next_due))
    chip = Chip("red", t("late"), "red") if kind.is_late else None
    if kind.next:
        chip = chip or Chip("met", t("planned"), "done")
    code = kind.next or kind.last
    verbs = (Verb("open", t("Open"), "open"),) if code else ()
    return Row(
        f"kind:{code}", viewer.translator.show(kind.name), (" · ".join(lines),), chip,
        "red" if kind.is_late else "", verbs,
    )  # fmt: skip
