"""Which rows of a sheet lie in merged cells; the streaming reader of the library does not tell."""

import re
import zipfile
from bisect import bisect_right

CHUNK = 1 << 20
OVERLAP = 512
RANGES = 20_000
RANGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="\$?[A-Z]{1,3}\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})"')
REFERENCE = re.compile(rb'ref="([^"]+)"')
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


class NotPlainXmlError(ValueError):
    """The sheet declares entities, or more merged cells than a sheet of a clerk has."""


class Merges:
    """The merged ranges of a sheet, by the rows they touch."""

    def __init__(self, ranges: list[tuple[int, int, str]]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [first for first, _, _ in self._ranges]
        self._tallest = max((last - first for first, last, _ in self._ranges), default=0)

    def touching(self, line: int) -> list[str]:
        """The ranges, as ``A2:A9``, that reach into this row."""
        end = bisect_right(self._starts, line)
        begin = bisect_right(self._starts, line - self._tallest - 1)
        return [name for _, last, name in self._ranges[begin:end] if last >= line]


def merges_of(archive: zipfile.ZipFile, path: str) -> Merges:
    """Read a sheet's merged ranges from its XML, in constant memory.

    Raises:
        NotPlainXmlError: See there.
    """
    found: dict[str, tuple[int, int, str]] = {}
    kept = b""
    with archive.open(path) as part:
        while chunk := part.read(CHUNK):
            window = kept + chunk
            if any(word in window for word in DECLARATIONS):
                raise NotPlainXmlError(path)
            for match in RANGE.finditer(window):
                name = REFERENCE.search(match.group())
                text = name.group(1).decode().replace("$", "") if name else ""
                found[text] = (int(match.group(1)), int(match.group(2)), text)
            if len(found) > RANGES:
                raise NotPlainXmlError(path)
            kept = window[-OVERLAP:]
    return Merges(list(found.values()))
