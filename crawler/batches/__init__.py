"""Many sources in one process: batches, their order, and telling how they go."""
