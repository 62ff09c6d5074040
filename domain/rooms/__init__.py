"""The rooms of an exam: which are used, which are spare, and how each is checked before the day."""
