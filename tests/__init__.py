"""The tests, one folder an area; ``python3 -m tests`` runs them."""
