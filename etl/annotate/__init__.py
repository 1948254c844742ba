"""Annotate: articles become sentences, mentions, quotes and events, everything with offsets into the text."""
