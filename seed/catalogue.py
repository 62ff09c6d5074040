"""The reference data that every store begins with: policy profiles, calendars, templates of campaigns and surveys."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, TypeVar

import msgspec

from domain.calendar import Year
from domain.campaigns.template import Template
from domain.policy import Profile
from domain.surveys.questionnaire import Questionnaire
from domain.surveys.template import SurveyTemplate

ROOT: Final = files("seed")
T = TypeVar("T")


class _YearLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    region: str
    years: tuple[Year, ...]


def _read(file: Traversable, shape: type[T]) -> T:
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), shape)


def profiles() -> tuple[Profile, ...]:
    """All policy profiles that come with the product, by name (rules 4.2)."""
    found = (_read(file, Profile) for file in (ROOT / "policies").iterdir() if file.name.endswith(".toml"))
    return tuple(sorted(found, key=lambda one: one.name))


def calendar_years(region: str = "CN") -> tuple[Year, ...]:
    """The published years of a region's calendar, oldest first (CAL-03)."""
    return _read(ROOT / "calendars" / f"{region}.toml", _YearLists).years


def templates() -> tuple[Template, ...]:
    """All campaign templates that come with the product, by code (CMP-01, 02, 07, 08).

    Each is numbered as the first edition, which it is in a new store; where others are on record it becomes the next.
    """
    found = (_read(file, Template) for file in (ROOT / "campaigns").iterdir() if file.name.endswith(".toml"))
    return tuple(sorted(found, key=lambda one: one.code))


def questionnaires() -> tuple[Questionnaire, ...]:
    """All questionnaires that come with the product, by code (SVY-13)."""
    folder = ROOT / "surveys" / "questionnaires"
    return tuple(sorted((_read(file, Questionnaire) for file in folder.iterdir()), key=lambda one: one.code))


def survey_templates() -> tuple[SurveyTemplate, ...]:
    """All kinds of survey that come with the product, by code (SVY-01..06); each as its first edition."""
    sheets = {one.code: msgspec.to_builtins(one) for one in questionnaires()}
    told = (
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in (ROOT / "surveys").iterdir()
        if file.name.endswith(".toml")
    )
    found = (
        msgspec.convert({**one, "questionnaire": sheets[one["questionnaire"]]}, SurveyTemplate)
        for one in told
    )
    return tuple(sorted(found, key=lambda one: one.code))
