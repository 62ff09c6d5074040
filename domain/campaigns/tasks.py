"""What is decided about a campaign's tasks: begun, done, slipped, moved, dropped, added, opened again."""

from collections.abc import Iterator
from datetime import date, datetime

from domain.campaigns import facts
from domain.campaigns.due import due_on
from domain.campaigns.state import Told
from domain.campaigns.template import Task
from domain.campaigns.work import Work
from domain.errors import Reason, Term, Unknown, reason, refuse
from domain.facts import TextRef

ENDED = {"done": Term("done"), "dropped": Term("dropped"), "not_applicable": Term("not applicable")}


class Tasks(Told):
    """The tasks of a campaign that is not closed."""

    def task(self, code: str) -> Work:
        """One task.

        Raises:
            Unknown: The campaign has none of that code.
        """
        if code not in self.work:
            raise Unknown(reason("This campaign has no task {task}.", task=code[:40]))
        return self.work[code]

    def still_open(self) -> Iterator[Reason]:
        """A campaign that is closed or called off is told no more."""
        if self.closed_at:
            yield reason("This campaign was closed on {day}.", day=self.today(self.closed_at))
        if self.called_off_at:
            yield reason("This campaign was called off on {day}.", day=self.today(self.called_off_at))

    def assign_task(self, code: str, to: str, at: datetime) -> None:
        """Give a task to somebody; giving it again to the same account writes nothing."""
        work = self.task(code)
        refuse([*self.still_open(), *_ended(work)])
        if work.assigned != to:
            self.record(facts.TaskAssigned(task=code, to=to), at)

    def begin_task(self, code: str, at: datetime) -> None:
        """Record that the work began, where that is what the day asks for (EXM-T01, EXM-T02).

        What was recorded as done without a beginning began when it was done, unless an earlier time is told here.

        Raises:
            Refused: Its day is one to be done by, it has begun already, was done before ``at``, or was left out.
        """
        work = self.task(code)
        refuse([*self.still_open(), *_unbeginnable(work, at)])
        self.record(facts.TaskBegun(task=code), at)

    def finish_task(self, code: str, evidence: TextRef | None, at: datetime, room: str = "") -> None:
        """Record that it was done and accepted at ``at``, as a whole or for a room that had opened it again.

        Raises:
            Refused: It has ended already, shows no evidence though the plan asks for it, or began or was opened
                again later.
        """
        work = self.task(code)
        refuse([*self.still_open(), *self._unfinishable(work, evidence, at, room)])
        self.record(facts.TaskDone(task=code, evidence=evidence, room=room), at)

    def _unfinishable(
        self, work: Work, evidence: TextRef | None, at: datetime, room: str
    ) -> Iterator[Reason]:
        if room and room not in work.rooms:
            yield reason("“{task}” is not open for the room {room}.", task=work.task.name, room=room)
        elif not work.is_open:
            yield from _ended(work)
        if work.begun_at and at < work.begun_at:
            yield reason("“{task}” began at {at} only.", task=work.task.name, at=work.begun_at)
        if work.reopened_at and at < work.reopened_at:
            yield reason("“{task}” was opened again at {at}.", task=work.task.name, at=work.reopened_at)
        if work.task.evidence and evidence is None:
            yield reason(
                "“{task}” asks for evidence.",
                who=Term("you"),
                verb=Term("write down what shows that it is done"),
                task=work.task.name,
            )

    def slip_task(self, code: str, promised: date, why: TextRef, at: datetime) -> None:
        """Say that it will be late, and until when; its due day stays.

        Raises:
            Refused: It has ended or begun, the promise is not later than the due day, in the past or after the campaign.
        """
        work = self.task(code)
        refuse([*self.still_open(), *_ended(work), *_begun(work), *self._no_promise(work, promised, at)])
        self.record(facts.TaskSlipped(task=code, promised=promised, why=why), at)

    def _no_promise(self, work: Work, promised: date, at: datetime) -> Iterator[Reason]:
        if work.due is None or promised <= work.due:
            yield reason("{day} is not later than the day it is due.", day=promised)
        yield from self._not_that_day(work, promised, at)

    def drop_task(self, code: str, why: TextRef, at: datetime) -> None:
        """Leave it out, with a reason; a conditional task then does not apply (EXM-T04, EXM-36).

        Raises:
            Refused: It has ended already: nothing is dropped twice.
        """
        work = self.task(code)
        refuse([*self.still_open(), *_ended(work)])
        fact = facts.TaskNotApplicable if work.task.conditional else facts.TaskDropped
        self.record(fact(task=code, why=why), at)

    def move_task(self, code: str, due: date, why: TextRef, at: datetime) -> None:
        """Change the plan: it is due on another day.

        Raises:
            Refused: It has ended or begun, it is that day already, or the day lies in the past or after the campaign.
        """
        work = self.task(code)
        refuse([*self.still_open(), *_ended(work), *_begun(work), *self._immovable(work, due, at)])
        self.record(facts.TaskMoved(task=code, due=due, why=why), at)

    def _immovable(self, work: Work, due: date, at: datetime) -> Iterator[Reason]:
        if due == work.due:
            yield reason("“{task}” is due on {day} already.", task=work.task.name, day=due)
        yield from self._not_that_day(work, due, at)

    def _not_that_day(self, work: Work, day: date, at: datetime) -> Iterator[Reason]:
        """A day of the past cannot be met; what belongs before the end of the campaign's days cannot come after."""
        today, belongs = self.today(at), work.due is None or work.due <= self.last_day
        if day < today:
            yield reason(
                "{day} has passed already.", who=Term("you"), verb=Term("choose a later day"), day=day
            )
        elif belongs and today > self.last_day:
            yield reason(
                "The days of this campaign ended on {day}; its tasks are not moved any more.",
                who=Term("campaign coordinator"),
                verb=Term("record it as done late, or drop it with the reason"),
                day=self.last_day,
            )
        elif belongs and day > self.last_day:
            yield reason(
                "{day} is after the last day of this campaign, {last}.",
                who=Term("you"),
                verb=Term("choose an earlier day"),
                day=day,
                last=self.last_day,
            )

    def add_task(self, task: Task, at: datetime) -> None:
        """Add a task of this campaign alone; the template stays as it is.

        Raises:
            Refused: The code is taken, the owner is no group of the plan, or its day has passed.
        """
        refuse([*self.still_open(), *self._unfit(task, at)])
        self.record(facts.TaskAdded(task=task), at)

    def _unfit(self, task: Task, at: datetime) -> Iterator[Reason]:
        if task.code in self.work:
            yield reason("This campaign already has a task {task}.", task=task.code)
        if task.owner not in {one.code for one in self.template.groups}:
            yield reason("This campaign has no group {group}.", group=task.owner)
        due = due_on(task.due, self.anchor)
        if due is not None:
            yield from self._not_that_day(Work(task, due), due, at)

    def reopen_task(self, code: str, why: TextRef, at: datetime) -> None:
        """Open it again as a whole, with its due day as it was.

        Raises:
            Refused: It has not ended, or not yet then.
        """
        work = self.task(code)
        obstacles = list(self.still_open())
        if not work.ended:
            obstacles.append(reason("“{task}” is open.", task=work.task.name))
        elif work.ended_at and at < work.ended_at:
            obstacles.append(reason("“{task}” ended at {at} only.", task=work.task.name, at=work.ended_at))
        refuse(obstacles)
        self.record(facts.TaskReopened(task=code, why=why), at)

    def reopen_for_room(self, room: str, why: TextRef, at: datetime) -> tuple[str, ...]:
        """Open the tasks that are done for each room again for one that comes in, with their due days (EXM-35).

        Returns:
            The codes of these tasks; tasks of the whole area, dropped ones and those that do not apply stay.
        """
        refuse(self.still_open())
        again = tuple(
            code
            for code, work in self.work.items()
            if work.task.per_room and work.ended in ("", "done") and room not in work.rooms
        )
        for code in again:
            self.record(facts.TaskReopened(task=code, room=room, why=why), at)
        return again


def _unbeginnable(work: Work, at: datetime) -> Iterator[Reason]:
    if not work.task.due_is_start:
        yield reason(
            "“{task}” is to be done by its day, not begun.",
            who=Term("you"),
            verb=Term("record it as done once it is"),
            task=work.task.name,
        )
    if work.begun_at:
        yield reason("“{task}” has been under way since {at}.", task=work.task.name, at=work.begun_at)
    elif work.ended != "done" or (work.ended_at and at > work.ended_at):
        yield from _ended(work)


def _begun(work: Work) -> Iterator[Reason]:
    """What was to begin by its day has met it: there is no later day to promise or to choose."""
    if work.is_under_way:
        yield reason("“{task}” has been under way since {at}.", task=work.task.name, at=work.began_at)


def _ended(work: Work) -> Iterator[Reason]:
    if not work.is_open:
        yield reason(
            "“{task}” is {how} since {at}.",
            who=Term("campaign coordinator"),
            verb=Term("open it again first"),
            task=work.task.name,
            how=ENDED[work.ended],
            at=work.ended_at,
        )
