"""The database as a process reads it that serves pages."""
