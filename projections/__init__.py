"""Read models: what the pages ask, kept as rows with the positions between which they held.

``model`` says what a read model is, ``intervals`` how a past moment is found, ``fold`` how events become rows,
``store`` where the rows stand, ``projector`` and ``worker`` how they follow the log, ``rebuild`` how one is made anew
beside the old. Each further module answers one question of a page.
"""
