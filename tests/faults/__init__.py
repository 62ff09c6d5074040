"""Faults on purpose: real processes of the product are killed, starved, cut off and misled, and then judged.

A scenario starts processes of the product's own code on a company's store, lets something go wrong, and hands what
is left to one judge: nothing that was acknowledged is lost, nothing stands twice or in another order, every read
model equals a full replay, half-written things are not there, and whoever was affected was told in words.
"""
