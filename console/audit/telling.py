"""Words for what an auditor finds: kinds of subjects and streams, what they are about, and how late something is."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from console.audit.marks import named
from console.ticketpage.told import who as did
from console.viewer import Viewer
from domain.company import site_stream
from domain.errors import Term
from projections.audit.subjects import Subject
from projections.tickets.story import StoryLine

KINDS: Mapping[str, Term] = {
    "ticket": Term("Ticket"),
    "unit": Term("Unit"),
    "person": Term("Account"),
    "event": Term("Event"),
    "command": Term("Command"),
    "campaign": Term("Campaign"),
    "survey": Term("Survey round"),
    "stream": Term("Stream"),
}
STREAMS: Mapping[str, Term] = {
    "calendar": Term("Working calendar"),
    "calls": Term("Calls"),
    "campaign": Term("Campaign"),
    "company": Term("Company"),
    "duty": Term("Duty"),
    "form": Term("Survey form"),
    "import": Term("Import"),
    "member": Term("Account"),
    "occupancy": Term("Who is bound"),
    "policy": Term("Rules"),
    "register": Term("Erasure"),
    "rooms": Term("Exam rooms"),
    "roster": Term("Roster"),
    "site": Term("Site"),
    "standby": Term("Reserve"),
    "survey": Term("Survey round"),
    "survey_template": Term("Survey template"),
    "tariff": Term("Tariff"),
    "template": Term("Template"),
    "ticket": Term("Ticket"),
    "unit": Term("Unit"),
}
THROUGH: Mapping[str, Term] = {
    "console": Term("on a page, signed in"),
    "command line": Term("at the command line"),
    "import": Term("from a file"),
    "simulation": Term("by the simulation"),
}
ERASED = Term("erased")
DAY_S = 24 * 3600


def kind_word(kind: str) -> Term:
    """What a subject is."""
    return KINDS[kind]


def about(viewer: Viewer, one: Subject) -> str:
    """What a subject is about in words."""
    if one.about is None:
        return viewer.t(ERASED)
    if one.kind in ("event", "command"):
        return f"{stream_name(viewer, one.stream)} · {one.about}"
    return one.about


def stream_name(viewer: Viewer, stream: str) -> str:
    """A stream as people call it: ``Ticket R260424-036``, without the site; a site by its name."""
    kind, _, rest = stream.partition(":")
    named = (
        viewer.house.site(rest).name if stream == site_stream(viewer.site) else rest.partition(":")[2] or rest
    )
    word = viewer.t(STREAMS[kind]) if kind in STREAMS else kind
    return f"{word} {named}".strip()


def who(viewer: Viewer, line: StoryLine) -> str:
    """Who did it in which role, and who wrote it down; a household answers without an account."""
    return did(line, viewer.translator) if line.doer or line.by else viewer.t("the household")


def through(viewer: Viewer, way: str) -> str:
    """Which way it came."""
    return viewer.t(THROUGH[way]) if way in THROUGH else way


def late(viewer: Viewer, seconds: int) -> str:
    """``5:45 late``; in days once it is longer than one."""
    if seconds >= DAY_S:
        return viewer.translator.plural("{count} day late", "{count} days late", seconds // DAY_S)
    return viewer.t("{time} late", time=timedelta(seconds=seconds))


def fact_words(viewer: Viewer, facts: Mapping[str, int]) -> dict[str, int]:
    """How many of each kind, the most first; kinds without a word of their own count under what they are of."""
    counted = Counter[str]()
    for fact in facts:
        counted[fact_word(viewer, fact)] += facts[fact]
    return dict(counted.most_common())


def fact_word(viewer: Viewer, fact: str) -> str:
    """A kind of fact in a word of its own, else what it is of."""
    kind = fact.partition(".")[0]
    term = named(fact) or STREAMS.get(kind)
    return viewer.t(term) if term else fact
