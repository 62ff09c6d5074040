"""Surveys: who is asked, what came back, and what the answers can bear (SVY-01..16, CMP-08)."""
