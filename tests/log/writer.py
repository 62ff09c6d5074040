"""A process that appends to a store, one event or three at a time; a test starts several, and kills some."""

import sys
from datetime import UTC, datetime

from domain.log import Log
from tests.log.diary import Written, text, written


def main(path: str, stream: str, count: int) -> None:
    with Log.open(path, lambda: datetime.now(UTC)) as log:
        begun = len(log.stream(stream))
        for version in range(begun + 1, begun + 1 + count):
            one = written(stream, version)
            if version % 3:
                log.append([one])
            else:
                said, words = text(f"{stream}-{version}", "words")
                letter = f"{stream}-{version}"
                log.append([one, written(letter, 1), written(letter, 2, fact=Written(text=said))], [words])
            sys.stdout.write(f"{version}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
