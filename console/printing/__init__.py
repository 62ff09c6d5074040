"""Paper: what the console prints as PDF, set with typst in free fonts that stand in ``fonts/``."""
