"""What the command line says: to programs lines of JSON, in UTF-8 whatever the terminal speaks; to people plain lines."""

import sys


def tell(line: bytes) -> None:
    """Write one line to standard output, after whatever was printed before it."""
    sys.stdout.flush()
    sys.stdout.buffer.write(line + b"\n")


def unmoving(line: str) -> str:
    """One line as it may be shown: nothing in it moves the cursor, ends the line or hides another one."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)
