"""What a browser sends: the answers of a form, as JSON from the page's script or as a plain form without it."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request

from console.surveyform.opening import Address

LARGEST = 48 * 1024
"""Bytes of a body: the longest comment in Chinese as a plain form writes it, and forty answers."""
MOST_FIELDS = 60
THEME = "theme-"
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class TooLarge(Exception):
    """More was sent than a form can hold."""


class Sent(msgspec.Struct, frozen=True):
    """One sending.

    Attributes:
        id: Made by the browser, the same each time it tries again; empty where it is of no use.
        answers: Figures by theme; what is no figure stays as it came, for the door to refuse.
    """

    id: str = ""
    answers: Mapping[str, Any] = {}
    comment: str = ""

    def command(self, address: Address, number: int, code: str) -> dict[str, Any]:
        """The command at the door; its id is the form's own, so that nobody takes another's."""
        given: dict[str, Any] = {
            "id": f"survey-page:{address.site}:{address.survey}:{number}:{self.id}",
            "site": address.site,
            "by": "",
            "do": "survey.answer_form",
            "survey": address.survey,
            "form": number,
            "code": code,
            "answers": dict(self.answers),
        }
        return given | ({"comment": self.comment} if self.comment.strip() else {})


async def sent_by(request: Request) -> Sent | None:
    """What was sent; ``None`` where it is no form.

    Raises:
        TooLarge: The body goes beyond :data:`LARGEST`; it is not read to its end.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TooLarge
    return _from_script(bytes(body)) if is_script(request) else _from_form(bytes(body))


def is_script(request: Request) -> bool:
    """Whether the page's own script asks, and wants its answer as JSON."""
    return request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"


def _from_script(body: bytes) -> Sent | None:
    try:
        sent = msgspec.json.decode(body, type=Sent)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return sent if _ID.fullmatch(sent.id) else None


def _from_form(body: bytes) -> Sent | None:
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=False, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    read = {name: values[0] for name, values in fields.items()}
    answers = {
        name.removeprefix(THEME): int(said) if said.isascii() and said.isdigit() and len(said) < 4 else said  # noqa: PLR2004 - a figure of any scale
        for name, said in read.items()
        if name.startswith(THEME)
    }
    sent = Sent(read.get("id", ""), answers, read.get("comment", ""))
    return sent if _ID.fullmatch(sent.id) else None
