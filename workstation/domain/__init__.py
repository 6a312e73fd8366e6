"""The whole meaning of the product, run by the server and the workstation alike."""
