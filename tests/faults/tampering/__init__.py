"""Hands laid on stored history at random, each judged: was it found, and was the right event accused of the right thing?

Somebody with every right on the database changes covered events, as a rule so that the whole chain holds again, and
the verification must name what was done from the checkpoints that were exported before. Logs that nobody touched must
give no finding.
"""
