"""Any fact that can be part of a case as one plain sentence of the reader's language."""

from collections.abc import Callable, Mapping

import msgspec

from console.audit.campaign_sentences import CAMPAIGN_SENTENCES
from console.audit.company_sentences import COMPANY_SENTENCES
from console.audit.roster_sentences import ROSTER_SENTENCES
from console.surveywork.story import SENTENCES as FORM_SENTENCES
from console.ticketpage.sentences import SENTENCES
from console.ticketpage.told import Told
from console.viewer import Viewer
from domain.errors import Term
from projections.tickets.story import StoryLine

PLAIN: Mapping[str, tuple[str, Callable[[Told], str]]] = {
    **SENTENCES,
    **CAMPAIGN_SENTENCES,
    **ROSTER_SENTENCES,
    **COMPANY_SENTENCES,
}
WHOLE_COMPANY = Term("the whole company")


def told(viewer: Viewer, line: StoryLine) -> str:
    """What happened, in one sentence; the stored name of a fact that nobody has worded."""
    line = _named(viewer, line)
    if line.fact in PLAIN:
        return PLAIN[line.fact][1](Told(line, viewer.translator))
    if line.fact in FORM_SENTENCES:
        return FORM_SENTENCES[line.fact](viewer, line)
    return line.fact


def _named(viewer: Viewer, line: StoryLine) -> StoryLine:
    """The same line; rules and sites that it holds by their codes are called by their names."""
    match line.fact:
        case "site.policy_chosen":
            choice = line.fields["choice"]
            profile = viewer.house.views.reference.profile(f"{choice['profile']}@{choice['version']}")
            said = {"choice": {**choice, "profile": Term(profile.term)}}
        case "member.role_granted":
            grant = line.fields["grant"]
            said = {"grant": {**grant, "site": _site(viewer, grant["site"])}}
        case "member.role_ended":
            said = {"site": _site(viewer, line.fields.get("site", ""))}
        case _:
            return line
    return msgspec.structs.replace(line, fields={**line.fields, **said})


def _site(viewer: Viewer, code: str) -> str:
    if not code:
        return WHOLE_COMPANY
    return viewer.house.site(code).name if code in viewer.sites else code
