"""`recoursectl backup` and `restore`: all data in one file that any database can be made from."""
