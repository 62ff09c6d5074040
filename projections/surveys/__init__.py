"""What is asked about satisfaction surveys; ``figures`` holds their arithmetic."""
