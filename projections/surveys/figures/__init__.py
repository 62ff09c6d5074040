"""The arithmetic of honest surveys: whole counts in, small frozen figures out; no store, no clock, no page.

``thresholds`` compares counts with what a rule asks for, ``share`` says how sure a share is, ``silence`` what those who
did not answer could change, ``change`` whether two rounds differ, ``strata`` spreads forms over buildings and weighs
them, ``alike`` finds a surveyor whose forms resemble each other too much. Where there is no figure, each says ``None``.
"""
