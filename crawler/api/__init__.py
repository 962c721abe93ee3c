"""Authorised interfaces: calls that are signed with a shop's grant, walked in pages and time windows, and kept as evidence."""
