"""Asking: the register of questions, moments of the past, and the facade that answers."""
