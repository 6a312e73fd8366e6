"""The house settings as records: what a house may choose for itself, each from a day on."""
