"""What an auditor asks: a day's recordings, what differs between two moments, and what happened around one."""
