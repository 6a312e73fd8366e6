"""Days at the window, as a specialist would tell them: real workstations, one server."""
