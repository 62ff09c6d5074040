"""The console: pages, routes, the command line. Importing it loads nothing; the bootstrap relies on that."""
