"""Demo cases: the nine stories of the domain at different points of their life, and a generator."""
