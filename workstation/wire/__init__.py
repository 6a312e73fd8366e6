"""What workstation and server say to each other: typed, versioned, and parsed at the edge."""
