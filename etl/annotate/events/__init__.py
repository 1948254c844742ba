"""Who does what to whom: directed events between countries, in the classes of PLOVER, found over the parse."""
