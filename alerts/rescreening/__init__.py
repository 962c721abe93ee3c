"""Rescreening: stored looks judged again after a rule change. What a look saw never changes; only what is said of it."""
