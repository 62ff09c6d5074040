"""The morning of the exam: everybody in place by the published roster, and two of the reserve who wait."""

from datetime import UTC, datetime
from typing import Any

from domain.operations import Outcome
from domain.roster.attendance import Attendance, duty_stream
from domain.roster.calls import Calls, calls_stream
from domain.roster.standby import Standby, standby_stream
from tests.domain.doorway import Doorway
from tests.domain.roster.exam import CODE, EXAM, WHOLE, Exam

GATE, COURT, NIGHT = f"P2/{EXAM}/day", f"P5/{EXAM}/day", f"P6/{EXAM}/night"


def clock(text: str, day: int = 7) -> datetime:
    """``05:58`` of the exam day at the site."""
    return datetime.fromisoformat(f"2026-06-{day:02}T{text}:00+08:00").astimezone(UTC)


class Morning:
    """Commands of the day, by the security leader unless another is named."""

    def __init__(self, exam: Exam) -> None:
        self.exam, self.site = exam, exam.site

    def at(self, text: str, day: int = 7) -> None:
        self.site.now = clock(text, day)

    def do(self, do: str, by: str = "leader", **given: Any) -> Outcome:
        return self.site.do(f"duty.{do}", by, campaign=CODE, **given)

    def refused(self, do: str, by: str = "leader", **given: Any) -> list[str]:
        return self.site.refused(f"duty.{do}", by, campaign=CODE, **given)

    def attendance(self, duty: str) -> Attendance:
        return self.site.log.get(Attendance, duty_stream("s1", CODE, duty))

    @property
    def standby(self) -> Standby:
        return self.site.log.get(Standby, standby_stream("s1", CODE))

    @property
    def calls(self) -> Calls:
        return self.site.log.get(Calls, calls_stream("s1", CODE))


def reserved(site: Doorway, exam: Exam) -> None:
    """Two of the reserve, who help every group."""
    for account in ("r1", "r2"):
        grant = {"role": "guard", "site": "s1", "since": "2026-01-01"}
        site.do("member.join", "boss", account=account, name=f"员工{account}", roles=[grant])
        exam.do("enlist", account=account, group="reserve")


def begun(exam: Exam) -> Morning:
    """A published roster at 05:50 on the exam day."""
    reserved(exam.site, exam)
    exam.take(WHOLE)
    exam.do("publish")
    morning = Morning(exam)
    morning.at("05:50")
    return morning
