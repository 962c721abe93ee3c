"""Politeness that no spider can switch off: who may be asked, how often, when, and when to stop.

Every refusal made here is a ``NotAllowed`` with a ``Failure`` kind and a Chinese reason, so that what
was not asked ends up in ``health.json`` under its own name and never as an empty success.
"""
