"""Places: the country in which a place that an article names lies."""

from etl.annotate.places.location import locate

__all__ = ["locate"]
