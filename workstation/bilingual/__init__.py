"""Twin drafts: beads, values, checks, alignment, and what they cost."""
