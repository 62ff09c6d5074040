"""Setting up the log: one line an event on standard error, JSON for machines and plain for a terminal."""

import logging
import sys
from datetime import datetime
from typing import Any, TextIO

import structlog

from console.watch.lines import OURS, Line, of_others, only_known, without_message

_BEFORE: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_BEFORE,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
LOG: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger("steward")
"""Our own lines: ``LOG.info("short.name", field=value)`` with the fields of :data:`console.watch.lines.FIELDS`."""


def set_up(form: str = "", stream: TextIO | None = None) -> None:
    """Let every line of this process, Streamlit's and the server's too, come out in one form.

    Args:
        form: ``json`` or ``text``; without it text on a terminal and JSON elsewhere.
        stream: Where lines go; standard error unless told.
    """
    out = stream or sys.stderr
    chosen = form or ("text" if out.isatty() else "json")
    handler = logging.StreamHandler(out)
    handler.setFormatter(_formatter(chosen))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    _quieten_streamlit()


def _formatter(form: str) -> logging.Formatter:
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else _told
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_BEFORE, structlog.stdlib.ExtraAdder()],
        processors=[of_others, without_message, only_known, last],
        use_get_message=False,
        pass_foreign_args=True,
    )


def _told(_: object, __: str, line: Line) -> str:
    """``12:03:11 info    http.answered route=/wall status=200``, in the terminal's own time."""
    at = datetime.fromisoformat(line.pop("at")).astimezone()
    rest = " ".join(f"{name}={value}" for name, value in line.items() if name not in {"level", "event"})
    return f"{at:%H:%M:%S} {line['level']:7} {line['event']} {rest}".rstrip()


def _quieten_streamlit() -> None:
    """Let Streamlit's loggers pass their lines on to ours; each new one would get a handler of its own."""
    from streamlit import logger

    def pass_on(one: logging.Logger) -> None:
        one.handlers.clear()
        one.propagate = True

    logger.setup_formatter = pass_on
    logger.update_formatter()
