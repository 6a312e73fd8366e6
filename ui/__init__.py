"""The window: panes, shell and what they are drawn with."""
