"""What was filled in, as the arguments of the door: a questionnaire by its name, units by their numbers."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from console.surveywork import published
from console.viewer import Viewer
from domain.errors import Refused, Term, reason
from domain.surveys.template import Share

_WORDS = re.compile(r"[^\s,，、;；]+")
_PERMILLE = 1000


def arguments(viewer: Viewer, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a command of a round.

    Raises:
        Refused: There is no questionnaire of that name any more.
    """
    told = dict(given)
    if "units" in told:
        told["units"] = _WORDS.findall(str(told["units"]))
    if "questionnaire" in told:
        told["questionnaire"] = _questionnaire(viewer, str(told["questionnaire"]))
    return told


def sheet_key(code: str, edition: int) -> str:
    """The name under which a questionnaire is chosen."""
    return f"{code}@{edition}"


def _questionnaire(viewer: Viewer, key: str) -> Any:
    for one in published.questionnaires(viewer):
        if sheet_key(one.code, one.edition) == key:
            return msgspec.to_builtins(one)
    raise Refused(reason("There is no questionnaire “{name}”.", name=key[:60]))


def share_of(percent: str) -> Share | None:
    """``85`` or ``85.5`` as a share of 1000; ``None`` for nothing.

    Raises:
        Refused: It is no percentage with at most one decimal.
    """
    said = percent.strip().rstrip("%％").strip()
    if not said:
        return None
    try:
        permille = Decimal(said) * 10
    except InvalidOperation:
        permille = Decimal(0)
    if not 0 < permille <= _PERMILLE or permille != permille.to_integral_value():
        raise Refused(
            reason(
                "“{said}” is no percentage between 0.1 and 100.",
                who=Term("you"),
                verb=Term("write it like 85 or 85.5"),
                said=percent[:20],
            )
        )
    return Share(part=int(permille), of=_PERMILLE)
