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


def told(viewer: Viewer, line: StoryLine) -> str:
    """What happened, in one sentence; the stored name of a fact that nobody has worded."""
    line = _with_profile(viewer, line)
    if line.fact in PLAIN:
        return PLAIN[line.fact][1](Told(line, viewer.translator))
    if line.fact in FORM_SENTENCES:
        return FORM_SENTENCES[line.fact](viewer, line)
    return line.fact


def _with_profile(viewer: Viewer, line: StoryLine) -> StoryLine:
    """The same line; rules that a site chose are called by their title, not by their code."""
    if line.fact != "site.policy_chosen":
        return line
    choice = line.fields["choice"]
    profile = viewer.house.views.reference.profile(f"{choice['profile']}@{choice['version']}")
    said = {**line.fields, "choice": {**choice, "profile": Term(profile.term)}}
    return msgspec.structs.replace(line, fields=said)
