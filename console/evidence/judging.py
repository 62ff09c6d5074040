"""What the reader of evidence packs says of a file that somebody brings: run by itself, as a third party would."""

import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import msgspec

from domain.errors import Refused, reason
from domain.log import draft

READER = Path(__file__).with_name("verify.py")
LONGEST_S = 120
HOLDS, FOUND, UNREADABLE, UNPROVEN = 0, 1, 2, 3
"""What the reader ends with."""


class Judgement(msgspec.Struct, frozen=True):
    """What came of it.

    Attributes:
        ends: What the reader ended with.
        lines: Each finding with its sign before it: ``[ok]``, ``[--]``, ``[NO]`` or ``=>``.
    """

    ends: int
    lines: list[str]

    def of(self, *signs: str) -> list[str]:
        """What stands behind one of these signs."""
        parts = (line.partition(" ") for line in self.lines)
        return [said for sign, _, said in parts if sign in signs]


def judge(pack: bytes, key: str, language: str, kept: bytes = b"") -> Judgement:
    """Check a pack against a key's fingerprint; without one, it proves nothing that its own key could not.

    Args:
        pack: The file.
        key: The fingerprint.
        language: In which the findings are told.
        kept: Checkpoints that somebody kept, which must be beginnings of the pack's own.

    Raises:
        Refused: The check does not come to an end.
    """
    with draft("steward-evidence-", Path(gettempdir())) as folder:
        place = folder / "pack.zip"
        place.write_bytes(pack)
        held = folder / "checkpoint.txt"
        held.write_bytes(kept)
        named = [*(["--key", key] if key else []), *(["--checkpoint", str(held)] if kept else [])]
        command = [
            sys.executable,
            "-I",
            "-S",
            "-X",
            "utf8",
            str(READER),
            str(place),
            *named,
            "--lang",
            language,
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=LONGEST_S, check=False)  # noqa: S603 - our own reader; the file is named by us
        except subprocess.TimeoutExpired:
            raise Refused(
                reason(
                    "The check did not end within {seconds} seconds: check the file with its own reader.",
                    seconds=LONGEST_S,
                )
            ) from None
    said = done.stdout.decode("utf-8", "replace")
    for file in (place, held):
        said = said.replace(str(file), file.name)
    vouched = key or done.returncode != HOLDS
    return Judgement(done.returncode if vouched else UNPROVEN, said.splitlines())
