"""The panes of the window. They do not know each other: the composition root joins them."""
