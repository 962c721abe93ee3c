"""Statistics of a stretch of days: what was opened, corrected, decided and looked at. ``counting.period`` answers."""
