"""Phrases: what sellers say in too many wordings to list, told by its parts in their order."""
