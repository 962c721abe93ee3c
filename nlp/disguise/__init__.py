"""Disguise: words written so that a buyer still reads them and a search does not.

By sound (``heard``), by shape and by parts (``seen``), pulled apart (``joined``). Nothing here lists
spellings: each way is a key under which a known word and its disguise are the same, and a check
that the writing is not simply another, innocent word.
"""
