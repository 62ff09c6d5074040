"""Fifty phones check in within a minute while twenty boards watch: ``python -m tests.benchmarks.phones``.

Four processes beside the one that measures: the real console; the phones, each a connection of its own that posts
what the page of a post's code posts, and sends everything twice; the screens, which are the boards and the phones'
own, for the page at which one checks in is a board, too; and the floor, a plain event stream with messages of the
same sizes that hears of each check-in from the same log. Half of the phones watch the console, then the other half
the floor: in both windows the console takes the check-ins.

The time runs from the press to the screen, the request itself in it.
"""
