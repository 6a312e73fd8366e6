"""The two local SQLite files: what is precious, and what can be fetched again."""
