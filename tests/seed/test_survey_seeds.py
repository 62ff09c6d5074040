"""The demo's surveys hang on the seed alone: another day, another store, the same households with the same answers."""

from collections import Counter
from pathlib import Path

from domain.surveys.form_facts import FormKeyed
from seed.demo import Estate
from seed.demo.days import DAY
from tests.seed.stage import NOW, small
from tests.seed.survey_stage import SurveyStage

SEED = 20260607


def test_the_epoch_moves_days_and_not_answers() -> None:
    """The same seed on another day draws the same households, who say the same."""

    def said(estate: Estate) -> list[object]:
        told = [one.arguments for one in estate.plan if one.thread.startswith("survey")]
        return [(one.get("form"), one["answers"]) for one in told if "answers" in one]

    early, late = (Estate.ending_at(NOW + days * DAY, SEED, 300, 20) for days in (0, 33))
    assert len(said(early)) > 100
    assert Counter(map(str, said(early))) == Counter(map(str, said(late)))


def test_two_stores_of_one_seed_hold_the_same_rounds(tmp_path: Path) -> None:
    """What the door draws and numbers is what the plan took for granted, twice."""
    told = []
    for name in ("a", "b"):
        stage = SurveyStage(tmp_path / name, small())
        assert not stage.play(NOW).refused
        told.append([one for one in stage.events() if one.originator_id.startswith(("survey:", "form:"))])
        stage.log.close()
    assert told[0] == told[1]
    assert [one for one in told[0] if isinstance(one.fact, FormKeyed)]
