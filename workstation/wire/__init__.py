"""What client and server say to each other: typed, versioned, parsed at the edge or refused."""
