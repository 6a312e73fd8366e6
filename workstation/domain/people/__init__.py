"""Who works here: people, their conflicts of interest, crews, queues, and their unsent work."""
