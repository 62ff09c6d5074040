"""What makes a log provable to somebody who has no access to it: a tree over its events, signed and kept elsewhere.

Leaf ``position - 1`` of the tree is the event at that position. The hashing is that of RFC 6962 and RFC 9162, a
checkpoint is a C2SP ``tlog-checkpoint``: whoever trusts neither this program nor its makers has other ones to check.
"""
