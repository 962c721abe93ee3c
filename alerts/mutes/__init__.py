"""Mutes: alerts left out of the queue and of notifications for a time, by whom and why. Nothing else changes for them."""
