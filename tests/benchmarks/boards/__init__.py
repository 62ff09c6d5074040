"""The live board under load, beside a plain event stream in the same run: ``python -m tests.benchmarks.boards``.

Four processes: the real console (or the floor: a bare Starlette page of the same payload sizes, with no gate), a
light client that holds every stream, the desk that records real commands, and the one that measures. All clocks
are the machine's monotonic one. Ours starts when a command is committed and so contains the projector, the query
and the encoding; the floor's starts when the page begins to send.
"""
