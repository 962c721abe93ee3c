"""Notifications as the operator sets them up: who is told what, by which channels, with which secrets."""
