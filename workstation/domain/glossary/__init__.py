"""The glossary as one record: terms, what always passes in letters, and their house style."""
