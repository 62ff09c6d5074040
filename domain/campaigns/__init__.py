"""Campaigns: what is planned towards a day, from a template or from what was served before (CMP-01, 02, 07, 08)."""
