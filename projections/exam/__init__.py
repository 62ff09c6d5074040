"""The day of an exam, from all that is known at one moment."""
