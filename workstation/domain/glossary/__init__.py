"""The glossary: terms, what always passes, and the style of letters, as one record."""
