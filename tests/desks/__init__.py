"""Real windows, a display each, used by keys and read as a screen reader reads them."""
