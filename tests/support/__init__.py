"""Servers, browsers, a small cast and their words: plain functions and classes; conftest.py makes them fixtures. Only
`cast` and `server` import floors of the product.
"""
