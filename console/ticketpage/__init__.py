"""The ticket page's parts: what may be done, forms, clocks, story, copies and household, each drawn from the ticket."""
