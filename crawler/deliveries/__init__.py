"""Delivered files: product sheets, listing lines and transcripts that a lawful holder handed over.

The folder is the registry: a kind of file is one module with ``NAME``, ``SUFFIXES`` and
``read(path, context) -> Iterator[Row]``; nothing else lists them.
"""
