"""The member's side of an alert: a notice to a shop, what the shop answers, and what is decided about the answer.

Who may see and answer what is decided in one place, ``shop``. Nothing a shop says moves an alert by itself.
"""
