"""Random conversations: what is done in them (`steps`), what has to come of it (`model`), how they go (`play`)."""
