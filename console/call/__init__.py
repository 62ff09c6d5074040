"""Taking a call: the form with its stopwatch, its look-ups, and what it hands to the door."""
