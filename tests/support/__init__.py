"""Servers and browsers that tests start and stop: plain functions and classes; conftest.py makes them fixtures. Imports
tools and no floor of the product.
"""
