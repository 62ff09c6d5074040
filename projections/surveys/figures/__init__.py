"""The arithmetic of honest surveys: whole counts in, small frozen figures out; no store, no clock, no page.

``thresholds`` writes a percentage beside its threshold, ``share`` says how sure a share is, ``silence`` what those who
did not answer could change, ``change`` whether two rounds differ, ``strata`` weighs buildings by their households,
``alike`` finds a surveyor whose forms resemble each other too much. Where there is no figure, each says ``None``.
"""
