"""The window as a person meets it, a page a pane: tests find, press and read through these."""
