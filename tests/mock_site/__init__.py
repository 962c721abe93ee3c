"""A site that misbehaves in every way we have met: it serves loopback on a free port and keeps a diary."""
