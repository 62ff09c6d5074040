"""``steward ask`` and ``steward questions``."""

import argparse
from datetime import datetime
from typing import Any

import msgspec

from console.cli.opening import opened, site_of
from console.cli.telling import tell
from console.languages import Translator
from console.looking import asks
from console.rosterpage.text import told as roster_text
from console.settings import Settings
from domain.errors import Reason, Refused, Term, reason
from projections.asking.registry import QUESTIONS, as_json, ask, questions

TEXTS = {"roster": roster_text}
"""Questions that can be answered as plain text, too."""


def ask_one(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Put one question and write its answer as JSON."""
    parameters = dict(_pair(one) for one in asked.param)
    with opened(settings) as house:
        house.projector.catch_up()
        known = QUESTIONS.get(asked.name)
        if known is not None and "site" in known.parameters.__struct_fields__:
            parameters["site"] = site_of(house, asked.site or parameters.get("site", ""))
        as_of = _moment(asked.as_of)
        if as_of is not None:
            asks(house, asked.name, parameters, as_of, asked.axis)
        answer = ask(house.views, asked.name, parameters, as_of, asked.axis)
    if asked.text:
        print(_as_text(asked.name, answer, translator))
    else:
        tell(as_json(answer))
    return 0


def _as_text(name: str, answer: Any, translator: Translator) -> str:
    """The answer as its page words it.

    Raises:
        Refused: This question has no such form.
    """
    if name not in TEXTS:
        raise Refused(
            reason(
                "“{name}” is answered as JSON only.",
                who=Term("you"),
                verb=Term("ask without “--text”"),
                name=name,
            )
        )
    return TEXTS[name](answer, translator)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise Refused(
            Reason(
                Term("“{text}” is no parameter."),
                {"text": text},
                who=Term("you"),
                verb=Term("write it as name=value"),
            )
        )
    return name, value


def _moment(text: str | None) -> datetime | int | None:
    """An instant or a position.

    Raises:
        Refused: It is neither, or an instant without its zone.
    """
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(_no_moment(text)) from error
    if moment.tzinfo is None:
        raise Refused(_no_moment(text))
    return moment


def _no_moment(text: str) -> Reason:
    return Reason(
        Term("“{text}” is no moment."),
        {"text": text},
        who=Term("you"),
        verb=Term("write it as 2026-04-24T09:03:00+08:00, or as a position"),
    )


def list_questions(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """List every question, or write all with their schemas."""
    if asked.json:
        tell(msgspec.json.format(msgspec.json.encode(questions())))
        return 0
    for one in questions():
        print(f"{one.name:20} {one.says.splitlines()[0]}")
    return 0
