"""The code behind which a form is answered: nobody guesses it, and only this store can make it."""

from base64 import b32encode
from hashlib import sha256
from hmac import compare_digest, digest

BYTES = 10
"""80 bits: a thousand guesses a second meet one of 20,000 forms once in two thousand years or so."""


def form_code(key: str, site: str, survey: str, number: int) -> str:
    """Sixteen letters and digits for one form.

    Args:
        key: The survey's key, as the register keeps it; with it erased, no form of the survey opens any more.
    """
    made = digest(key.encode(), f"{site}/{survey}/{number}".encode(), sha256)
    return b32encode(made[:BYTES]).decode().lower()


def is_code(code: str, key: str, site: str, survey: str, number: int) -> bool:
    return compare_digest(code.encode(), form_code(key, site, survey, number).encode())
