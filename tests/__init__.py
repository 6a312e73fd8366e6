"""The tests of Recourse."""
