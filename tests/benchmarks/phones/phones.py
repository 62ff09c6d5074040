"""The phones as a process of their own: a connection and a thread each, everything sent twice.

``python -m tests.benchmarks.phones.phones PORT`` reads one line of JSON, ``[[account, cookie, press, again, after], …]``,
``again`` is what is sent the second time and ``after`` the seconds to wait before the first. Where both are one
press, the second goes off before the first is answered, as from a phone whose line broke; else it follows the answer.
It answers one line: ``{account: [pressed, answered, [answer, answer]]}`` with monotonic seconds.
"""

import http.client
import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

PATH = "/exam/do?site=s1"
PATIENCE_S = 30


def post(port: int, cookie: str, press: dict[str, Any]) -> dict[str, Any]:
    """Send one press over a connection of its own."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    line.connect()
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}", "Content-Type": "text/plain"}
    line.request("POST", PATH, json.dumps(press), headers)
    answer = line.getresponse()
    told = answer.read()
    line.close()
    return json.loads(told) if answer.status == http.client.OK else {"kind": str(answer.status), "events": 0}


def check_in(port: int, account: str, cookie: str, press: Any, again: Any, after: float) -> Any:
    """One phone: pressed once, sent twice."""
    time.sleep(after)
    pressed = time.monotonic()
    if press != again:
        first = post(port, cookie, press)
        return account, [pressed, time.monotonic(), [first, post(port, cookie, again)]]
    with ThreadPoolExecutor(1) as other:
        second = other.submit(post, port, cookie, again)
        first = post(port, cookie, press)
        return account, [pressed, time.monotonic(), [first, second.result()]]


def main() -> None:
    """Check everybody in, tell what came of it."""
    port, given = int(sys.argv[1]), json.loads(sys.stdin.readline())
    ready = threading.Barrier(len(given))

    def phone(one: list[Any]) -> Any:
        ready.wait()
        return check_in(port, *one)

    with ThreadPoolExecutor(len(given)) as phones:
        print(json.dumps(dict(phones.map(phone, given))), flush=True)  # noqa: T201 - the pipe


if __name__ == "__main__":
    main()
