"""What is asked about campaigns and their templates."""
