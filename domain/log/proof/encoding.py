"""Base64 as notes write it: there is one right way to write some bytes, and no other is read."""

import base64
import binascii


def encoded(given: bytes) -> str:
    """Bytes in Base64 (RFC 4648, 4)."""
    return base64.b64encode(given).decode()


def decoded(text: str) -> bytes | None:
    """What Base64 stands for; ``None`` where it is not written in the one right way."""
    try:
        given = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return given if encoded(given) == text else None
