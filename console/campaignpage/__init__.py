"""The pages of one campaign: its head, its plan, and what is recorded on it."""
