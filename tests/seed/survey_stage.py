"""A demo estate of which only the surveys are played, and what its rounds measured."""

from pathlib import Path

from domain.surveys.counting import counts_of
from domain.surveys.facts import Counts
from domain.surveys.form import Form, form_stream
from domain.surveys.survey import Survey, survey_stream
from projections.surveys.figures.change import Change, Measured, compare
from seed.demo import Estate
from tests.seed.stage import Stage


class SurveyStage(Stage):
    """A whole estate without its calls for help and repairs."""

    def __init__(self, folder: Path, estate: Estate) -> None:
        super().__init__(folder, estate)
        estate.plan = [one for one in estate.plan if not one.thread.startswith("call")]

    def survey(self, number: int) -> Survey:
        starts = self.estate.rounds[number - 1]
        return self.log.get(Survey, survey_stream("s1", f"{starts:%Y-%m}"))

    def forms(self, number: int) -> list[Form]:
        survey = self.survey(number)
        return [self.log.get(Form, form_stream("s1", survey.code, one)) for one in survey.slots]

    def counts(self, number: int) -> Counts:
        survey = self.survey(number)
        assert survey.frame is not None
        return counts_of(self.forms(number), survey.frame.base, survey.questionnaire)

    def reported(self, number: int) -> Counts:
        """The counts as they were reported."""
        return self.survey(number).reports[0][1].counts

    def measured(self, number: int, theme: str) -> Measured:
        counts, sheet = self.counts(number), self.survey(number).questionnaire
        happy, answered = counts.happy.get(theme, 0), counts.answered[theme]
        scale = f"{sheet.scale.points}, {sheet.scale.happy_from}"
        return Measured("lived_in", scale, sheet.code, theme, happy, answered, counts.base)

    def change(self, number: int, theme: str) -> Change:
        """What a round measured of a theme, beside the round before it."""
        found = compare(self.measured(number - 1, theme), self.measured(number, theme))
        assert isinstance(found, Change)
        return found
