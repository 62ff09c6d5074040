"""What is asked about tickets: queue, one ticket, stories, slips, the ledger, looking up."""
