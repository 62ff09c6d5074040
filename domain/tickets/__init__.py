"""Tickets: the trunk that all kinds share, one module for the steps and guards of each kind, clocks and copies."""
