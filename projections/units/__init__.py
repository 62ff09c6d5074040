"""What is asked about units and households."""
