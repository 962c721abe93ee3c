"""Zipped packages: opening one that a stranger made, and the manifest that says what should be in it."""
