"""Evidence packs: one ZIP that a third party verifies without us."""
