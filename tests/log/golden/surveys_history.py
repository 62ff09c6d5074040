"""The history that the golden store of surveys tells: each fact of a survey and of its forms at least once."""

from typing import Any

import msgspec

from domain.log import Log
from domain.surveys.codes import form_code
from domain.surveys.survey import Survey, survey_stream
from seed.catalogue import questionnaires, survey_templates
from tests.log.golden.history import Command

CODE = "yearly"
KIND = next(one for one in survey_templates() if one.code == "central_survey")
OTHER = next(one for one in questionnaires() if one.code == "enterprises")
CONTENT = {"security": 5, "cleaning": 4, "overall": 4}
GRUDGING = {"security": 2, "overall": 2}


def _home(number: int) -> Command:
    home = {"unit": f"3-1-{number}", "building": "3", "handover_state": "lived_in"}
    return ("unit.register", home)


def _of(do: str, **given: Any) -> Command:
    return (f"survey.{do}", {"survey": CODE, **given})


UNTIL_ISSUED: tuple[Command, ...] = (
    *(_home(number) for number in range(101, 109)),
    ("survey.publish_template", {"template": msgspec.to_builtins(KIND)}),
    ("survey.plan", {"survey": CODE, "name": "2026年度调查", "template": KIND.code, "starts": "2026-04-25"}),
    _of("reschedule", starts="2026-04-24", why="提前一天"),
    _of("replace_questionnaire", questionnaire=msgspec.to_builtins(OTHER)),
    _of("mark_event", on="2026-03-02", what="水泵房噪声整改完成"),
    _of("freeze_frame"),
    _of("draw"),
    _of("issue_forms", forms=[1, 2, 3, 4, 5, 6], way="door"),
)
UNTIL_REPORTED: tuple[Command, ...] = (
    _of("note_visit", form=2, outcome="absent"),
    _of("note_visit", form=2, outcome="refused", said="不愿填写"),
    _of("replace_form", form=3, why="问卷污损"),
    _of("issue_forms", forms=[9], way="desk"),
    _of("return_forms", forms=[4, 5]),
    _of("key_form", form=4, answers=CONTENT, comment="夜间噪声"),
    _of("return_forms", forms=[9]),
    _of("reject_form", form=5, reason="unreadable", said="水浸"),
    _of("reinstate_form", form=5, why="原件找到"),
    _of("take_answers", form=6, answers=CONTENT),
    _of("settle_form", form=6, answers=GRUDGING, why="文件错列"),
    _of("find_problem", form=4, what="夜间水泵噪声", theme="facilities"),
    _of("classify_problem", form=4, problem=1, kind="daily"),
    _of("issue_slip", form=4, problem=1),
    _of("begin_rectifying", form=4, problem=1),
    _of("refuse_rectification", form=4, problem=1, why="仍有噪声"),
    _of("begin_rectifying", form=4, problem=1),
    _of("accept_rectification", form=4, problem=1, said="住户确认"),
    _of("close_collection"),
    _of("reopen_collection", why="漏收一栋"),
    _of("close_collection"),
    _of("report_figures", analysis="夜间噪声为主要意见"),
    _of("take_answers", form=2, answers=CONTENT),
    ("survey.plan", {"survey": "extra", "name": "加做一次", "template": KIND.code, "starts": "2026-05-01"}),
    ("survey.call_off", {"survey": "extra", "why": "不做了"}),
)


def answered_behind_its_code(log: Log) -> dict[str, Any]:
    """A household's own answer to form 1."""
    survey = log.get(Survey, survey_stream("s1", CODE))
    key = log.texts([survey.frame.key.id])[survey.frame.key.id] if survey.frame else ""
    code = form_code(key, "s1", CODE, 1)
    return {"survey": CODE, "form": 1, "code": code, "answers": CONTENT, "comment": "电梯常停"}
