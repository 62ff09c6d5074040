"""The trend of satisfaction: what the answers of each round can bear, and no more (SVY-14)."""
