"""Source: one place we may look at, with the basis for looking, its pace and what it is expected to yield.

A platform is code; a source is data, the operator's: one file ``<home>/sources/<name>.yml``.
"""
