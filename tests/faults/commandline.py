"""Command lines in processes of their own: let through to their end, or killed on the way."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import monotonic
from typing import NamedTuple

from tests.faults.grounds import Ground
from tests.faults.tally import Tally
from tests.faults.victims import kill, start, steward

LONGEST_S = 120.0


class Answer(NamedTuple):
    """What a command line came to.

    Attributes:
        code: Its exit code; ``None`` where it hung and was ended.
        said: Everything it wrote.
    """

    code: int | None
    said: str
    seconds: float


def typed(
    ground: Ground,
    *arguments: str,
    language: str = "en",
    beside: Path | None = None,
    patience_s: float | None = None,
) -> Answer:
    """Carry a command line out to its end.

    Args:
        ground: The store.
        arguments: What was typed.
        language: The terminal's.
        beside: Where what it says is kept; the ground's own folder unless told.
        patience_s: How long it waits for the log.
    """
    said = (beside or ground.folder) / "said"
    said.unlink(missing_ok=True)
    began = monotonic()
    process = start(steward, ground, arguments, said, language, patience_s)
    process.join(LONGEST_S)
    code = process.exitcode
    kill(process)
    return Answer(code, _read(said), monotonic() - began)


def struck(ground: Ground, arguments: Sequence[str], whole_s: float, chance: Random) -> bool:
    """Kill a command line at a random moment of the time that it takes; whether it was still at work."""
    process = start(steward, ground, arguments, ground.folder / "said-before-death")
    process.join(chance.random() * whole_s)
    return kill(process)


def refused_in_words(
    tally: Tally, ground: Ground, *arguments: str, beside: Path | None = None, patience_s: float | None = None
) -> None:
    """A command line that cannot do its work says so, in Chinese and in English, and shows no inner workings."""
    for language in ("zh", "en"):
        answer = typed(ground, *arguments, language=language, beside=beside, patience_s=patience_s)
        said = f"{language} {arguments[0]} {answer.code}: {answer.said[-400:]}"
        tally.tell(in_words=is_told(answer, arguments[0], language), said=said)


def is_told(answer: Answer, verb: str, language: str) -> bool:
    """Whether an answer is a refusal in words of that language; ``apply`` always answers in both."""
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in answer.said)
    refused = answer.code == 1 and "Traceback" not in answer.said and bool(answer.said.strip())
    return refused and chinese == (language == "zh" or (verb == "apply" and '"refused"' in answer.said))


def _read(said: Path) -> str:
    return said.read_text("utf-8") if said.exists() else ""
