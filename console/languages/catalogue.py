"""Which message ids the source holds, and how ``zh.po`` is brought up to date with them."""

import ast
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("console", "domain", "projections", "seed")
LOCALE = "zh_Hans_CN"
KEYWORDS = frozenset({"reason", "Term", "_", "N_", "t", "plural"})
SHOWN = frozenset({"term", "purpose", "note"})
"""Fields of data files that people see."""
REASON_PARTS = ("who", "verb")
HEADER = """\
# Simplified Chinese of Steward.
msgid ""
msgstr ""
"Language: zh_Hans_CN\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@dataclass
class Found:
    """What was found in the source.

    Attributes:
        messages: Message id → its plural form, or ``None``.
        faults: File and line of calls whose text is put together at run time and can never be looked up.
    """

    messages: dict[str, str | None] = field(default_factory=dict[str, str | None])
    faults: list[str] = field(default_factory=list[str])


def extracted(root: Path = ROOT) -> Found:
    """Every message id in the Python source and every shown word in the data files under ``seed``."""
    found = Found()
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            _from_python(path.relative_to(root), path.read_text(encoding="utf-8"), found)
    for path in sorted((root / "seed").rglob("*.toml")):
        for term in _terms(tomllib.loads(path.read_text(encoding="utf-8"))):
            found.messages.setdefault(term, None)
    return found


def placeholders(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def updated(catalogue: Catalog, messages: Mapping[str, str | None], chinese: Mapping[str, str]) -> Catalog:
    """A catalogue with every message, its translation kept, or taken from ``chinese`` where that has one.

    Translations of messages that the source no longer holds are kept too; :func:`pruned` drops them.
    """
    new = Catalog(locale=LOCALE)
    kept = {ident: (other, said) for ident, other, said in entries(catalogue)}
    for ident in sorted({*messages, *kept, *chinese}):
        other, said = kept.get(ident, (None, ""))
        other, said = messages.get(ident, other), chinese.get(ident, said)
        new.add((ident, other), (said,)) if other else new.add(ident, said)
    return new


def pruned(catalogue: Catalog, messages: Iterable[str]) -> Catalog:
    """The catalogue without what the source no longer holds."""
    new, wanted = Catalog(locale=LOCALE), set(messages)
    for ident, other, said in entries(catalogue):
        if ident in wanted:
            new.add((ident, other), (said,)) if other else new.add(ident, said)
    return new


def entries(catalogue: Catalog) -> Iterator[tuple[str, str | None, str]]:
    """Message id, plural form or ``None``, and translation of each entry."""
    for message in catalogue:
        ident, other = (message.id, None) if isinstance(message.id, str) else (message.id[0], message.id[1])
        said = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
        if ident:
            yield ident, other, said or ""


def load(path: Path) -> Catalog:
    """Read a catalogue file."""
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def save(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue sorted, without places, dates or wrapped lines, so that its history is readable."""
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    path.write_text(HEADER + body.getvalue().decode().strip() + "\n", encoding="utf-8", newline="\n")


def _from_python(path: Path, source: str, found: Found) -> None:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or _name(node.func) not in KEYWORDS:
            continue
        plural = _name(node.func) == "plural"
        texts = node.args[:1]
        if _name(node.func) == "reason":
            texts = [*texts, *(one.value for one in node.keywords if one.arg in REASON_PARTS)]
        for text in texts:
            if isinstance(text, ast.JoinedStr):
                found.faults.append(f"{path.as_posix()}:{text.lineno}")
            for ident in _literals(text):
                other = next(_literals(node.args[1]), None) if plural and len(node.args) > 1 else None
                found.messages[ident] = other or found.messages.get(ident)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _literals(body)
            yield from _literals(other)
        case _:
            return


def _terms(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, str) and value and (name in SHOWN or name.endswith("_term")):
                yield value
            else:
                yield from _terms(value)
    elif isinstance(data, list):
        for one in data:
            yield from _terms(one)
