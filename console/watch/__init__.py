"""Watching a running console: what it writes down, what it counts, and how both are asked for.

``lines`` decides what may stand in a log line, ``logs`` sets them up; ``observed`` tells what goes through the door and
``counting`` counts it; ``answers`` gives each request its id; ``estate`` looks at the store when metrics are asked for,
``route`` answers; ``health`` tells whether the console lives. Nothing of a person, no word that somebody wrote, and
no secret ever stands in a line or a label.
"""
