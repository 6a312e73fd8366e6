"""The server: owns the truth, on SQLite beside the program or on PostgreSQL for many."""
