"""`recoursectl import`: files of requests, read row by row and handed to a server."""
