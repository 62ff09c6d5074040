"""The live board under load, beside a plain event stream in the same run: ``python -m tests.benchmarks.boards``.

Four processes: the real console (or the floor: a bare Starlette page of the same payload sizes, with no gate), a
light client that holds every stream, the desk that records real commands, and the one that measures. All clocks
are the machine's monotonic one, and start when a command is committed. Both pages hear of it from the log in the
same way; ours then contains the projector, the query and the encoding, the floor sends bytes that it has ready.

Until 26 November 2026 the floor's clock started when the page began to send, and the page made its events itself:
neither hearing of an event nor the desk's own work on the same cores was in it, though both are in ours.
"""
