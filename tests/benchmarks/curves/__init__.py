"""How costs grow with the history, as figures and as drawings."""
