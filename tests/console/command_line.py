"""``steward …`` as somebody types it: in this process, or as a program of its own."""

import io
import json
import os
import re
import select
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from console.cli import main

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-c", "import sys; from console.cli import main; sys.exit(main())")
LONGEST_START_S = 90
LOCALES = {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}


@dataclass(frozen=True)
class Answer:
    """What one command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Each line of the answer as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


class Steward:
    """The command line on one data folder, typed in the folder that this stands in."""

    def __init__(self, data: Path, language: str = "en") -> None:
        self.data = data
        self.language = language

    def __call__(self, typed: str, given: bytes = b"", **env: str) -> Answer:
        """Carry out what was typed after ``steward``, with ``given`` on standard input."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with pytest.MonkeyPatch.context() as terminal:
            for name, value in {**self.settings(), **env}.items():
                terminal.setenv(name, value)
            terminal.chdir(self.data.parent)
            terminal.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
            terminal.setattr(sys, "stdout", out)
            terminal.setattr(sys, "stderr", err)
            code = _ended(typed)
        return Answer(code, _said(out), _said(err))

    def settings(self) -> Mapping[str, str]:
        return {"STEWARD_DATA": str(self.data), "LC_ALL": LOCALES[self.language], "COLUMNS": "200"}

    def start(
        self, typed: str, stdout: int = subprocess.PIPE, env: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """The same as a program of its own."""
        return subprocess.Popen(
            [*PROGRAM, *shlex.split(typed)],
            cwd=self.data.parent,
            env={**os.environ, **self.settings(), "PYTHONPATH": str(ROOT), **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
        )

    def address(self, program: "subprocess.Popen[bytes]") -> str:
        """Where a console that was started answers, as soon as it says so."""
        assert program.stdout is not None
        assert select.select([program.stdout], [], [], LONGEST_START_S)[0], "it never said where it answers"
        line = program.stdout.readline().decode()
        found = re.search(r"http://\S+:\d+", line)
        assert found, line
        return found[0]


def _ended(typed: str) -> int:
    try:
        return main(shlex.split(typed))
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1


def _said(stream: io.TextIOWrapper) -> str:
    return stream.buffer.getvalue().decode()  # pyright: ignore[reportAttributeAccessIssue] - a BytesIO
