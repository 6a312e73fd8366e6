"""The whole meaning of the product: values and rules, run by the server and the workstation alike."""
