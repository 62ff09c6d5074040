"""The roster: who stands where and when, what may not be, and what to do where people do not suffice (EXM-20, 31, 33)."""
