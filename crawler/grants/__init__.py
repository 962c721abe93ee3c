"""Grants: what shops and platforms have entrusted to us so that we may ask their interfaces. Secrets stay in here."""
