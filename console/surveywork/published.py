"""The kinds of survey that a round may be planned from, published or shipped with the product."""

from collections.abc import Sequence

import msgspec

from console.viewer import Viewer
from domain.facts import Recorded
from domain.surveys.facts import SurveyTemplatePublished
from domain.surveys.questionnaire import Questionnaire
from domain.surveys.template import SurveyTemplate
from seed.catalogue import survey_templates as shipped


class Kind(msgspec.Struct, frozen=True):
    """One kind of survey in its latest edition; ``is_fresh`` where it must be put on record first."""

    template: SurveyTemplate
    is_fresh: bool = False


def kinds(viewer: Viewer) -> list[Kind]:
    """Every kind by code; one that comes with the product and is not on record yet is fresh."""
    found = {one.code: Kind(one) for one in _published(viewer)}
    fresh = [Kind(one, is_fresh=True) for one in shipped() if one.code not in found]
    return sorted([*found.values(), *fresh], key=lambda one: one.template.code)


def questionnaires(viewer: Viewer) -> list[Questionnaire]:
    """Every questionnaire that a published kind asks, each edition once."""
    found = {
        (one.questionnaire.code, one.questionnaire.edition): one.questionnaire for one in _published(viewer)
    }
    return [found[key] for key in sorted(found)]


def _published(viewer: Viewer) -> Sequence[SurveyTemplate]:
    """Every published edition, oldest first."""
    events = viewer.house.log.search(stream_prefix="survey_template:", name="survey_template.published")
    return [
        one.fact.template
        for one in events
        if isinstance(one, Recorded) and isinstance(one.fact, SurveyTemplatePublished)
    ]
