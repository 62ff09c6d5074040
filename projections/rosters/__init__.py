"""What is asked about rosters, and the rows of the day itself."""
