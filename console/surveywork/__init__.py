"""The pages of survey rounds: planning one, and one round from its base to its report."""
