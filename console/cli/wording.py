"""An argument parser whose own words, too, are in the terminal's language."""

import argparse
import sys
from typing import Any, NoReturn

from console.languages import Translator
from domain.errors import Term

_OWN_WORDS = (
    Term("usage: "),
    Term("positional arguments:"),
    Term("options:"),
    Term("show this help message and exit"),
)
USAGE = 2


class Parser(argparse.ArgumentParser):
    """As the library's, which speaks English only."""

    def __init__(self, translator: Translator, **options: Any) -> None:
        super().__init__(**options)
        self._translator = translator

    def format_usage(self) -> str:
        return self._said(super().format_usage())

    def format_help(self) -> str:
        return self._said(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what cannot be understood and how it is meant, and end with the exit code for usage."""
        self.print_usage(sys.stderr)
        said = self._translator.t("This cannot be understood: {problem}.", problem=message)
        self.exit(USAGE, f"{said}\n")

    def _said(self, text: str) -> str:
        for words in _OWN_WORDS:
            text = text.replace(words, self._translator.show(words), 1)
        return text
