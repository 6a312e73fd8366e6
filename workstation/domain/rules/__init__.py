"""The rules of the commands of cases, by what people do: take in, own, ask, decide, tell."""
