"""See: collect product listings lawfully and hand them over as runs."""
