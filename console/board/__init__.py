"""The live board's front end: one plain JavaScript module for the console and for light pages."""
