"""What the clock brings: boards that are kept right, reminders that fall due. Rows remember; `now` is an argument."""
