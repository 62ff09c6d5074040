"""An event of the log as one line of ``events.jsonl``: every column, so that it can be hashed anew."""

from typing import Any

from domain.log.dialects.dialect import Row
from domain.log.proof.encoding import encoded
from domain.log.tables import CONTENT, STAMPS

_NAMES = tuple(column.name for column in (*STAMPS, *CONTENT))


def event_line(row: Row) -> dict[str, Any]:
    """The columns by name: hashes in hex, the body as text where that is exact, else in Base64."""
    said = dict(zip(_NAMES, row, strict=True))
    digest = said["digest"]
    body = exact("body", said.pop("body"))
    return {**said, "hash": said["hash"].hex(), "digest": None if digest is None else digest.hex(), **body}


def exact(name: str, value: bytes) -> dict[str, str]:
    """Bytes as a field of JSON from which they come back exactly."""
    try:
        return {name: value.decode()}
    except UnicodeDecodeError:
        return {f"{name}_base64": encoded(value)}
