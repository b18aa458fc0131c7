"""The forecast, compiled: plays the present queue forward a hundred times with the rules functions of the consoles.

Imports rules, numpy and numba only; service_point and app may import it. Machine code is kept in the user's cache.
"""
