"""The file room: what a company keeps on file (units, people, tariff, rules, calendar) and how it gets there.

A section draws and forwards; what it decides by stands beside it without Streamlit.
"""
