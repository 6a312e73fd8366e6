"""Who works here: people, whose matters they must not touch, the crews and queues they are in."""
