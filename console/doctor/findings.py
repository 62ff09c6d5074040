"""What a check found: one line, and what to do about it."""

from typing import Any, Literal

import msgspec

from console.languages import LANGUAGES, Translator
from domain.errors import Reason, Term, reason

State = Literal["ok", "warning", "wrong"]
SHOWN: dict[State, Term] = {"ok": Term("well"), "warning": Term("look"), "wrong": Term("act")}


class Finding(msgspec.Struct, frozen=True):
    """One line of the examination.

    Attributes:
        check: Name of the check; stable.
        state: ``ok``, ``warning`` (it works, but not for long or not for everybody), or ``wrong``.
        what: What was found, with what is to be done as its verb.
    """

    check: str
    state: State
    what: Reason


def ok(check: str, text: Term, **fields: Any) -> Finding:
    """All is well."""
    return Finding(check, "ok", reason(text, **fields))


def warning(check: str, text: Term, do: Term, **fields: Any) -> Finding:
    """It works, but should be looked at."""
    return Finding(check, "warning", reason(text, verb=do, **fields))


def wrong(check: str, text: Term, do: Term, **fields: Any) -> Finding:
    """It does not work as it should."""
    return Finding(check, "wrong", reason(text, verb=do, **fields))


def line(finding: Finding, translator: Translator) -> str:
    """The finding in the terminal's language."""
    return f"{translator.t(SHOWN[finding.state]):8}{finding.check:20} {translator.render(finding.what)}"


def as_json(finding: Finding) -> dict[str, Any]:
    """The finding for a program; what was found and what to do in both languages."""
    spoken = {language: Translator.for_language(language) for language in LANGUAGES}
    fields = finding.what.fields
    return {
        "check": finding.check,
        "state": finding.state,
        "found": {name: one.t(finding.what.text, **fields) for name, one in spoken.items()},
        "do": {
            name: one.t(finding.what.verb, **fields) if finding.what.verb else ""
            for name, one in spoken.items()
        },
    }
