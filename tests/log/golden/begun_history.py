"""The history that the golden store of beginnings tells: begun and accepted, begun only, done without a beginning."""

from tests.log.golden.campaign_history import TEMPLATE, Command, task

TASKS = [
    task(code, "专项检测", {"is": "months_before", "months": 1}, due_is_start=True)
    for code in ("T1", "T2", "T3")
]
LEAN = {**TEMPLATE, "tasks": TASKS, "rounds": [], "posts": []}
BEGUN: tuple[Command, ...] = (
    ("campaign.publish_template", {"template": LEAN}),
    ("campaign.plan", {"campaign": "exam", "name": "高考", "anchor": "2026-06-07", "template": "exam"}),
    *(
        (do, {"campaign": "exam", "task": code})
        for do, code in (
            ("campaign.begin_task", "T1"),
            ("campaign.finish_task", "T1"),
            ("campaign.begin_task", "T2"),
            ("campaign.finish_task", "T3"),
        )
    ),
)
