"""The T-board: what is late, due in seven days, later, without a day, and what has ended (EXM-36)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from console.campaignpage.ledger import Chip, Field, Row, Section, Verb, may
from console.viewer import Viewer
from domain.errors import Term
from projections.campaigns.overview import NEAR_DAYS
from projections.campaigns.shapes import BoardTask, CampaignState

ENDED = ("done", "not_applicable", "dropped")
DONE = Term("Done")
LOOKS = {
    "overdue": ("red", "red"),
    "soon": ("soon", "soon"),
    "open": ("running", "open"),
    "in_progress": ("running", "open"),
    "done": ("met", "done"),
    "late": ("late", "late"),
    "not_applicable": ("void", "void"),
    "dropped": ("void", "void"),
}
"""Icon and tone of each colour; the word stands beside them."""


def sections(viewer: Viewer, state: CampaignState, people: Sequence[tuple[str, str]]) -> list[Section]:
    """The cards of the board; ``people`` may be given a task, as account and name."""
    t = viewer.t
    groups: dict[str, list[BoardTask]] = {
        name: [] for name in ("late", "near", "begun", "later", "undated", "ended")
    }
    for task in state.tasks:
        groups[_group(task, state.today)].append(task)
    for name in ("late", "near", "begun", "later"):
        groups[name].sort(key=lambda one: one.due or date.max)
    rows = {name: tuple(_row(viewer, state, one, people) for one in tasks) for name, tasks in groups.items()}
    count = {name: str(len(tasks)) for name, tasks in rows.items()}
    told = [
        Section(
            "late",
            t("Overdue tasks"),
            rows["late"],
            count["late"],
            t("Nothing is late."),
            "red" if rows["late"] else "",
        ),
        Section(
            "near", t("Due in seven days"), rows["near"], count["near"], t("Nothing is due in seven days.")
        ),
        Section("begun", t("In progress"), rows["begun"], count["begun"]),
        Section("later", t("Later"), rows["later"], count["later"]),
        Section("undated", t("Without a day"), rows["undated"], count["undated"]),
        Section("ended", t("Done, dropped or not applicable"), rows["ended"], count["ended"], folded=True),
    ]
    return [one for one in told if one.rows or one.empty]


def adding(viewer: Viewer, state: CampaignState) -> Section:
    """A task that this campaign alone has."""
    t, show = viewer.t, viewer.translator.show
    groups = tuple((code, show(name)) for code, name in state.groups.items())
    fields = (
        Field("name", t("What is to be done")),
        Field("owner", t("Who owes it"), "choice", options=groups),
        Field("due", t("By which day"), "date", required=False),
    )
    verb = Verb("add", t("Add"), "campaign.add_task", fields)
    row = Row("campaign:", t("A task that the template does not have"), verbs=(verb,))
    return Section("add", t("Add a task"), (row,), folded=True)


def _group(task: BoardTask, today: date) -> str:
    if task.colour in ENDED:
        return "ended"
    if task.colour == "in_progress":
        return "begun"
    if task.due is None:
        return "undated"
    if task.due < today:
        return "late"
    return "near" if (task.due - today).days <= NEAR_DAYS else "later"


def _row(viewer: Viewer, state: CampaignState, task: BoardTask, people: Sequence[tuple[str, str]]) -> Row:
    tone = {"overdue": "red", "soon": "soon"}.get(task.colour, "over" if task.colour in ENDED else "")
    return Row(
        f"task:{task.code}",
        viewer.translator.show(task.name),
        tuple(_lines(viewer, task)),
        _chip(viewer, state, task),
        tone,
        tuple(one for one in _verbs(viewer, task, people) if may(viewer, one.do)),
    )


def _lines(viewer: Viewer, task: BoardTask) -> list[str]:
    """Who, when and why, each as one short line."""
    t, show = viewer.t, viewer.translator.show
    owner = (
        t("{group}, {person}", group=task.owner, person=task.assigned) if task.assigned else show(task.owner)
    )
    about = [task.code, owner, *_day(viewer, task)]
    if not task.ours:
        about.append(t("not ours: to be asked for"))
    said = [" · ".join(about)]
    if task.promised:
        said.append(t("promised for {day}: {why}", day=task.promised, why=task.words or ""))
    elif task.words:
        said.append(task.words)
    if task.rooms:
        said.append(t("open again for {rooms}", rooms=task.rooms))
    if task.evidence and task.colour not in ENDED:
        said.append(t("evidence: {what}", what=task.evidence))
    if task.note and task.colour not in ENDED:
        said.append(show(task.note))
    return said


def _day(viewer: Viewer, task: BoardTask) -> list[str]:
    t = viewer.t
    if task.due is None:
        return [t("no day")]
    start = t("begins by {day}", day=task.due) if task.due_is_start else t("by {day}", day=task.due)
    minus = [f"T{-task.t_minus:+d}" if task.t_minus else "T"]
    if task.begun_at:
        start = t("begun {at}", at=datetime.fromtimestamp(task.begun_at, UTC))
    moved = [t("moved from {day}", day=task.moved_from)] if task.moved_from else []
    return [*minus, start, *moved]


def _chip(viewer: Viewer, state: CampaignState, task: BoardTask) -> Chip:
    """Colour, icon and word of how it stands."""
    icon, tone = LOOKS[task.colour]
    if task.colour in ("done", "in_progress") and task.days_late:
        icon, tone = LOOKS["late"]
    return Chip(icon, _word(viewer, state, task), tone)


def _word(viewer: Viewer, state: CampaignState, task: BoardTask) -> str:
    speak = viewer.translator
    days = (task.due - state.today).days if task.due else 0
    words = {
        "overdue": speak.plural("{count} day late", "{count} days late", task.days_late),
        "soon": speak.t("due tomorrow") if days else speak.t("due today"),
        "in_progress": speak.t("in progress"),
        "done": speak.t("done"),
        "not_applicable": speak.t("not applicable"),
        "dropped": speak.t("dropped"),
        "open": speak.plural("{count} day left", "{count} days left", days) if task.due else speak.t("open"),
    }
    if task.begun_at and task.days_late:
        return speak.plural("begun {count} day late", "begun {count} days late", task.days_late)
    if task.colour == "done" and task.days_late:
        return speak.plural("done {count} day late", "done {count} days late", task.days_late)
    return words[task.colour]


def _verbs(viewer: Viewer, task: BoardTask, people: Sequence[tuple[str, str]]) -> list[Verb]:
    t = viewer.t
    why = Field("why", t("Why"), "area")
    if task.colour in ENDED:
        return [Verb("reopen", t("Open again"), "campaign.reopen_task", (why,))]
    asked = Field("evidence", t("What shows it"), "area", required=task.evidence is not None)
    evidence = (asked,) if task.evidence else ()
    done = [
        Verb(
            f"done {room}", t("Done for {room}", room=room), "campaign.finish_task", evidence, {"room": room}
        )
        for room in task.rooms
    ]
    drop = t("Does not apply") if task.conditional else t("Drop this task")
    begins = task.due_is_start and not task.begun_at
    begin = [Verb("begin", t("Start work"), "campaign.begin_task", main=True)] if begins else []
    later = (Field("promised", t("Promised for"), "date"), why)
    days = [
        Verb("slip", t("Will be late"), "campaign.slip_task", later),
        Verb("move", t("Move"), "campaign.move_task", (Field("due", t("By which day"), "date"), why)),
    ]
    return [
        *begin,
        *done,
        Verb(
            "done",
            t("Accepted") if task.due_is_start else t(DONE),
            "campaign.finish_task",
            evidence,
            main=not begins,
        ),
        *(days if task.colour != "in_progress" else ()),
        Verb("drop", drop, "campaign.drop_task", (why,)),
        Verb(
            "assign",
            t("Give to"),
            "campaign.assign_task",
            (Field("to", t("Who"), "choice", options=tuple(people)),),
        ),
    ]
