"""Persons: personal data in what is kept, a person's right to see it, and its erasure where nothing obliges us to keep it.

Which fields count, who sees them and on which ground they are kept: docs/personal-data.md.
"""
