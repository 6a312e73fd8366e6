"""Sends commands to the server and fetches what it says; neither direction waits for the other."""
