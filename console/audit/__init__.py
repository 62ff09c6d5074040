"""The auditor's pages: the time machine, and what it shares with finding and proof."""
