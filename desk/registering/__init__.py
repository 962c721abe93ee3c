"""Entering rights from the command line: files into evidence, sheets into entries, a receipt of what was refused."""
