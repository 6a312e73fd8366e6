"""The guards of every command, grouped by what people do: take in, own, ask, decide, tell."""
