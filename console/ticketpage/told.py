"""What a story line offers to the sentence that tells it: words, people, money and instants in one language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from console.languages import Translator
from domain.errors import Term
from domain.roles import TERMS, Role
from projections.tickets.story import StoryLine

ERASED = Term("erased")


class Told(msgspec.Struct, frozen=True):
    """One line of a story and the language in which it is told."""

    line: StoryLine
    speaks: Translator

    def t(self, text: str, /, **fields: Any) -> str:
        """A sentence in the reader's language."""
        return self.speaks.t(text, **fields)

    def has(self, field: str) -> bool:
        """Whether the fact says this at all; an erased text still counts."""
        return field in self.line.fields

    def value(self, field: str, otherwise: Any = "") -> Any:
        return self.line.fields.get(field, otherwise)

    def words(self, field: str) -> str:
        """A free text or a person's name; 已删除 where it was erased."""
        said = self.line.fields.get(field)
        return self.t(ERASED) if said is None else str(said)

    def people(self, field: str) -> str:
        """Names of the accounts in a field."""
        return self.speaks.listed([self.name(account) for account in self.value(field, ())])

    def name(self, account: str) -> str:
        """The name behind an account; 已删除 where it was erased."""
        return self.line.names.get(account, account) or self.t(ERASED)

    def term(self, field: str, terms: Mapping[str, Term]) -> str:
        """A stored code in words."""
        code = str(self.value(field))
        return self.t(terms[code]) if code in terms else code

    def chosen(self, field: str, yes: Term, no: Term) -> str:
        """One of two wordings, by a yes or no."""
        return self.t(yes) if self.value(field, otherwise=False) else self.t(no)

    def moment(self, field: str) -> str:
        value = self.value(field)
        if isinstance(value, str) and value:
            value = datetime.fromisoformat(value)
        return self.speaks.moment(value) if isinstance(value, datetime) else ""

    def cents(self, field: str) -> str:
        return self.speaks.money(int(self.value(field, 0)))

    def joined(self, *parts: str) -> str:
        """The parts that say something, as one sentence."""
        return ("，" if self.speaks.language == "zh" else ", ").join(part for part in parts if part)


def who(line: StoryLine, speaks: Translator) -> str:
    """Who did it, and who recorded it where that was somebody else."""
    told = Told(line, speaks)
    doer = told.name(line.doer)
    role = speaks.t(TERMS[Role(line.role)]) if line.role in set(Role) else ""
    if line.by and line.by != line.doer:
        return speaks.t(
            "{doer} ({role}), recorded by {recorder}", doer=doer, role=role, recorder=told.name(line.by)
        )
    return speaks.t("{doer} ({role})", doer=doer, role=role) if role else doer
