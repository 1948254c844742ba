"""Actors: who or what a mention means, of which country and in which role, by tables of facts and the article's words.

`tables` reads the facts, `resolution` gives every mention its actor, `government` tells a capital that acts from a
city.
"""
