"""Simplified Chinese and English: every string a person sees goes through a :class:`Translator`.

Message ids are the English sentences themselves; ``zh.po`` beside this file holds the Chinese and is read
as it is, without compiled files. ``python -m console.languages`` brings it up to date with the source.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.messages.pofile import read_po

from console.languages import figures
from domain.errors import Reason, Refused, Term
from domain.named import Named

CATALOGUE = Path(__file__).with_name("zh.po")
LANGUAGES = ("zh", "en")
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Translator:
    """Says things in one language, in the time zone of one site.

    Attributes:
        language: ``zh`` or ``en``.
        zone: Where instants are shown.
        year: The current year, which dates leave out; ``None`` leaves every year out.
    """

    language: str
    zone: ZoneInfo = SHANGHAI
    year: int | None = None
    words: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, compare=False)

    @classmethod
    def for_language(cls, language: str, zone: ZoneInfo = SHANGHAI, year: int | None = None) -> "Translator":
        """The translator of ``zh`` or ``en``; any other language is answered in Chinese."""
        if language == "en":
            return cls("en", zone, year)
        return cls("zh", zone, year, chinese_words())

    @property
    def locale(self) -> str:
        """What belongs in the ``lang`` attribute of ``<html>``."""
        return "en" if self.language == "en" else "zh-CN"

    def t(self, text: str, /, **fields: Any) -> str:
        """Say ``text``, its ``{placeholders}`` filled as :meth:`show` shows them.

        A field whose name ends in ``_cents`` is an amount of money.

        Raises:
            KeyError: A placeholder has no field.
        """
        return self._fill(self._word(text), fields)

    def plural(self, one: str, many: str, count: int, /, **fields: Any) -> str:
        """Say ``one`` for exactly one and ``many`` else; ``{count}`` is filled with the count."""
        chosen = self._word(one) if self.language == "zh" else (one if count == 1 else many)
        return self._fill(chosen, {"count": count, **fields})

    def show(self, value: object, name: str = "") -> str:
        """Show one value of a sentence: a term, reason, name, instant, date, duration, amount or list, else as it is."""
        match value:
            case Term():
                said = self._word(value)
            case Reason():
                said = self.render(value)
            case Named():
                said = value.zh if self.language == "zh" else value.en
            case int() if name.endswith("_cents"):
                said = self.money(value)
            case datetime():
                said = self.moment(value)
            case date():
                said = self.day(value)
            case timedelta():
                said = self.duration(value)
            case list() | tuple():
                said = self.listed(value)  # pyright: ignore[reportUnknownArgumentType]
            case _:
                said = str(value)
        return said

    def moment(self, at: datetime) -> str:
        """``4月24日 16:45`` or ``24 Apr 16:45``; seconds where there are any."""
        local = at.astimezone(self.zone)
        return f"{self.day(local.date())} {figures.clock_time(local)}"

    def clock(self, at: datetime) -> str:
        """``16:45``, or ``16:45:50`` where there are seconds."""
        return figures.clock_time(at.astimezone(self.zone))

    def day(self, day: date) -> str:
        """``4月24日`` or ``24 Apr``, with the year where it is not the current one."""
        return figures.day(day, self.language, with_year=self.year is not None and day.year != self.year)

    def duration(self, length: timedelta) -> str:
        """``6:20`` under an hour, ``1:18:40`` from there, ``3 天`` or ``3 days`` for whole days."""
        return figures.duration(length, self.language)

    def money(self, cents: int) -> str:
        """``260 元`` or ``¥260``; cents where there are any."""
        return figures.money(cents, self.language)

    def listed(self, values: Sequence[object]) -> str:
        """The values one after the other, as the language strings them together."""
        return ("、" if self.language == "zh" else ", ").join(self.show(one) for one in values)

    def render(self, reason: Reason) -> str:
        """One reason as plain sentences: what stands in the way, who clears it, and by doing what."""
        said = self.t(reason.text, **reason.fields)
        if not reason.who and not reason.verb:
            return said
        who = self.t(reason.who, **reason.fields) if isinstance(reason.who, Term) else self._word(reason.who)
        verb = self.t(reason.verb, **reason.fields) if reason.verb else ""
        if not verb:
            return said + self.t(" Ask {who}.", who=who)
        if not who:
            return said + self.t(" Next: {verb}.", verb=verb)
        return said + self.t(" Next for {who}: {verb}.", who=who, verb=verb)

    def refusal(self, refused: Refused) -> list[str]:
        """Every reason of a refusal, in the order in which it was found."""
        return [self.render(one) for one in refused.reasons]

    def _word(self, text: str) -> str:
        return self.words.get(text, text)

    def _fill(self, text: str, fields: Mapping[str, Any]) -> str:
        return text.format_map({name: self.show(value, name) for name, value in fields.items()})


@lru_cache(maxsize=1)
def chinese_words() -> Mapping[str, str]:
    """English message id → its Chinese; ids without a translation are left out."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans_CN")
    words: dict[str, str] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string if isinstance(message.string, str) else "".join((message.string or ("",))[0])
        if key and said:
            words[key] = said
    return words


def render(reason: Reason, language: str, zone: ZoneInfo = SHANGHAI) -> str:
    """One reason in plain words of ``language``; see :meth:`Translator.render`."""
    return Translator.for_language(language, zone).render(reason)
