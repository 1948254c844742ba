"""Ingest: the one door to the world. Files become pages, and what cannot be read becomes a rejection."""
