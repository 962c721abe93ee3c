"""Delivered files: product sheets, listing lines, transcripts, recorded shelves and packages that a lawful holder handed over.

The folder is the registry: a kind of file is one module with ``NAME``, ``SUFFIXES`` and
``read(path, context) -> Iterator[Row]``; nothing else lists them. ``recognises(path) -> bool`` claims files by
content where kinds share a suffix, ``sender_batch(path)`` gives the sender's batch id.
"""
