"""Actors: who or what a mention means, of which country and in which role, by tables of facts and the article's words.

`entries` reads the facts and `tables` indexes them, `resolution` gives every mention its actor, `bodies` those of
organisations, `offices` tells who holds one, `government` a capital that acts from a city.
"""
