"""The spine of the read models: reading the log, folding it, keeping rows with the positions between which they held."""
