"""``page.html``: the pack for people, in both languages, without a script and without anything from elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from console.evidence.members import Member
from console.evidence.story import Spoken, said
from console.ticketpage.stamps import same_day
from console.ticketpage.told import who
from console.viewer import Viewer
from domain.errors import Term
from domain.log.dialects.dialect import Row
from projections.tickets.story import LATE_NOTE

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CSS = Path(__file__).with_name("page.css")
CHOICES = (("both", "中文 / English", True), ("zh", "中文", False), ("en", "English", False))


class Page:
    """Writes the page piece by piece.

    Args:
        member: Where to.
        readers: Somebody for each language, Chinese first.
    """

    def __init__(self, member: Member, readers: Sequence[Viewer]) -> None:
        self._member, self._readers = member, readers

    def write(self, *pieces: str) -> None:
        for piece in pieces:
            self._member.write(f"{piece}\n".encode())

    def t(self, text: str, /, **fields: Any) -> str:
        """A sentence in every language, one beside the other."""
        return self._each("span", {one.translator.locale: one.t(text, **fields) for one in self._readers})

    @staticmethod
    def plain(text: str) -> str:
        """A name or a code, the same in every language."""
        return escape(text)

    def begin(self, title: str) -> None:
        """Everything above the first heading; language is chosen by style sheet alone."""
        choices = "".join(
            f'<label><input type="radio" name="language" id="{id_}"{" checked" if on else ""}>{word}</label>'
            for id_, word, on in CHOICES
        )
        self.write(
            '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{CSS.read_text(encoding='utf-8')}</style></head>",
            f'<body><div class="choice">{choices}</div><main>',
        )

    def heading(self, text: str, /, **fields: Any) -> None:
        self.write(f"<section><h2>{self.t(text, **fields)}</h2>")

    def say(self, text: str, css: str = "", /, **fields: Any) -> None:
        """A paragraph in each language."""
        spoken = {one.translator.locale: one.t(Term(text), **fields) for one in self._readers}
        self.write(self._each("p", spoken, css))

    def listed(self, rows: Iterable[tuple[str, str]]) -> None:
        """What is what; both sides are ready to be written."""
        self.write(f"<dl>{''.join(f'<dt>{name}</dt><dd>{value}</dd>' for name, value in rows)}</dl>")

    def story(self, lines: Iterable[Spoken], css: str = "") -> None:
        self.write(*(self._line(one, css) for one in lines))

    def end(self) -> None:
        self.write("</main></body></html>")

    def _line(self, one: Spoken, css: str) -> str:
        late = _late(one.row)
        told = self._each(
            "p",
            {v.translator.locale: said(v, one.lines[v.translator.language]) for v in self._readers},
            "said",
        )
        at = self._each("p", {v.translator.locale: _when(v, one, late) for v in self._readers}, "who")
        kind = "late" if late > LATE_NOTE else css
        return f'<li class="{kind}">{told}{at}<p class="facts">{escape(facts(one.row))}</p></li>'

    @staticmethod
    def _each(tag: str, by_language: Mapping[str, str], css: str = "") -> str:
        named = f' class="{css}"' if css else ""
        return "".join(
            f'<{tag}{named} lang="{code}">{escape(text)}</{tag}>' for code, text in by_language.items()
        )


def _when(viewer: Viewer, one: Spoken, late: timedelta) -> str:
    """Both times, how far they are apart, and who."""
    happened, recorded = instant(one.row[8]), instant(one.row[1] // 1_000_000)
    written = recorded
    if isinstance(happened, datetime) and isinstance(recorded, datetime):
        near = same_day(happened, recorded, viewer.translator.zone)
        written = viewer.translator.clock(recorded) if near else viewer.translator.moment(recorded)
    line = one.lines[viewer.translator.language]
    hand = who(line, viewer.translator) if line else ""
    told = viewer.t("happened {happened}, recorded {recorded}", happened=happened, recorded=written)
    behind = viewer.t("{late} later", late=_apart(viewer, late)) if late > LATE_NOTE else ""
    return " · ".join(part for part in (told, behind, hand) if part)


def _apart(viewer: Viewer, late: timedelta) -> str:
    if late.days:
        return viewer.translator.plural("{count} day", "{count} days", late.days)
    return viewer.translator.duration(late)


def instant(seconds: int) -> datetime | str:
    """When it was, or the bare number where somebody wrote one that no calendar has."""
    try:
        return EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return str(seconds)


def _late(row: Row) -> timedelta:
    try:
        return timedelta(microseconds=row[1] - row[8] * 1_000_000)
    except OverflowError:
        return timedelta(0)


def _utc(given: int, digits: int = 0) -> str:
    whole, rest = divmod(given, 10**digits)
    at = instant(whole)
    if isinstance(at, str):
        return str(given)
    return f"{at:%Y-%m-%dT%H:%M:%S}" + (f".{rest:0{digits}}" if digits else "") + "Z"


def facts(row: Row) -> str:
    """Everything of an event that is not a word of somebody's; the reader of the pack makes the same line anew."""
    (
        position,
        recorded_at,
        _,
        stream,
        version,
        name,
        _,
        _,
        happened_at,
        _,
        by,
        doer,
        role,
        through,
        command,
        *_,
    ) = row
    happened, recorded = _utc(happened_at), _utc(recorded_at, 6)
    return (
        f"#{position} {stream}@{version} {name} | happened {happened} | recorded {recorded}"
        f" | done by {doer or '-'} as {role or '-'} | recorded by {by or '-'} through {through or '-'}"
        f" | command {command or '-'}"
    )
