"""What happened to a form, each fact as one plain sentence; what a single keying said stays out of it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from console.surveywork import words
from console.viewer import Viewer
from domain.errors import Term
from projections.tickets.story import StoryLine

Sentence = Callable[[Viewer, StoryLine], str]
VISITS = {"absent": Term("Nobody was in"), "refused": Term("The household would not answer")}


def told(viewer: Viewer, line: StoryLine) -> list[str]:
    """When, what and who; both times where it was recorded late."""
    at = viewer.translator.moment(line.happened_at)
    if line.recorded_late_s is not None:
        at = viewer.t("{at}, recorded {late} late", at=at, late=timedelta(seconds=line.recorded_late_s))
    sentence = SENTENCES.get(line.fact)
    said = sentence(viewer, line) if sentence else line.fact
    return [at, said, _who(viewer, line)]


def _who(viewer: Viewer, line: StoryLine) -> str:
    if not line.doer:
        return viewer.t("the household")
    doer = line.names.get(line.doer, line.doer)
    by = line.names.get(line.by, line.by)
    return doer if line.by == line.doer else viewer.t("{doer}, recorded by {by}", doer=doer, by=by)


def _plain(said: Term) -> Sentence:
    return lambda viewer, _: viewer.t(said)


def _with(said: Term, name: str) -> Sentence:
    """A sentence and the words that stand beside the fact, if any."""

    def spoken(viewer: Viewer, line: StoryLine) -> str:
        head = viewer.t(said)
        return _beside(viewer, head, line, name)

    return spoken


def _beside(viewer: Viewer, head: str, line: StoryLine, name: str) -> str:
    if name not in line.fields:
        return head
    text = line.fields[name]
    return viewer.t("{said}: “{words}”", said=head, words=viewer.t(Term("erased")) if text is None else text)


def _coded(said: Term, name: str, codes: Mapping[Any, Term], beside: str) -> Sentence:
    """A sentence that names what one of the fields says, and the words beside it."""

    def spoken(viewer: Viewer, line: StoryLine) -> str:
        code = line.fields.get(name)
        head = viewer.t(said, what=codes.get(code, str(code)))
        return _beside(viewer, head, line, beside)

    return spoken


def _issued(viewer: Viewer, line: StoryLine) -> str:
    account = str(line.fields.get("surveyor", ""))
    way = words.WAYS[line.fields["way"]]
    return viewer.t("Handed out by {name}, {way}", name=line.names.get(account, account), way=way)


def _returned(viewer: Viewer, line: StoryLine) -> str:
    return viewer.t("Came back after the close") if line.fields.get("late") else viewer.t("Came back")


def _slip(viewer: Viewer, line: StoryLine) -> str:
    problem, ticket = line.fields["problem"], line.fields.get("ticket")
    if ticket:
        return viewer.t("Slip for problem {problem}, ticket {ticket}", problem=problem, ticket=ticket)
    return viewer.t("Slip for problem {problem}", problem=problem)


def _withdrawn(viewer: Viewer, line: StoryLine) -> str:
    return viewer.t("Gave way to form {instead}", instead=line.fields["instead"])


SENTENCES: Mapping[str, Sentence] = {
    "form.issued": _issued,
    "form.visited": _coded(Term("{what}"), "outcome", VISITS, "said"),
    "form.returned": _returned,
    "form.keyed": _plain(Term("Keyed")),
    "form.settled": _with(Term("It was settled what it says"), "why"),
    "form.answered": _coded(Term("Answered: {what}"), "source", words.SOURCES, "comment"),
    "form.rejected": _coded(Term("Not valid: {what}"), "reason", words.INVALID, "said"),
    "form.reinstated": _with(Term("Taken back: it counts"), "why"),
    "form.withdrawn": _withdrawn,
    "form.problem_found": _with(Term("Problem noted"), "what"),
    "form.problem_classified": _coded(Term("Problem is {what}"), "kind", words.KINDS, "solution"),
    "form.slip_issued": _slip,
    "form.rectification_begun": _plain(Term("Work on the problem began")),
    "form.rectification_accepted": _with(Term("Rectification accepted"), "said"),
    "form.rectification_rejected": _with(Term("Rectification not accepted"), "why"),
}
