"""Relay Bot: the Telegram desk of a freight company."""
