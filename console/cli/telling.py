"""What the command line says to programs: lines of JSON, in UTF-8 whatever the terminal speaks."""

import sys


def tell(line: bytes) -> None:
    """Write one line to standard output, after whatever was printed before it."""
    sys.stdout.flush()
    sys.stdout.buffer.write(line + b"\n")
