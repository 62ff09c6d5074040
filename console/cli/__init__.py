"""The command line: ``steward …`` (design 3)."""

import io
import os
import sqlite3
import sys
from collections.abc import Mapping, Sequence

import psycopg
from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import DBAPIError

from console.cli import troubles
from console.cli.parser import parser
from console.languages import Translator
from console.settings import Settings
from domain.errors import Refused

REFUSED = 1
INTERRUPTED = 130
NOT_HEARD = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line.

    Returns:
        0 done, 1 refused or verification failed, 2 usage, 130 interrupted; 141 where whoever read the answer
        went away, as the shell says of other programs: the rest was not carried out.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    translator = Translator.for_language(language_of(os.environ))
    asked = parser(translator).parse_args(arguments)
    try:
        result: int = asked.run(asked, Settings.from_environment(os.environ), translator)
        sys.stdout.flush()
    except Refused as refusal:
        return _say(refusal, translator)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_HEARD
    except KeyboardInterrupt:
        return INTERRUPTED
    except (OSError, DBAPIError, PersistenceError, sqlite3.Error, psycopg.Error) as problem:
        refusal = troubles.refusal_of(problem, os.environ)
        if refusal is None:
            raise
        return _say(refusal, translator)
    return result


def _say(refusal: Refused, translator: Translator) -> int:
    for line in translator.refusal(refusal):
        print(line, file=sys.stderr)
    return REFUSED


def language_of(env: Mapping[str, str]) -> str:
    """The terminal's language: Chinese where the locale says so, else English."""
    locale = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return "zh" if locale.startswith("zh") else "en"
