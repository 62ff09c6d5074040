"""What is asked about exam rooms."""
