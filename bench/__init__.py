"""Measurements of the product against its promises; each is a program: `python -m bench.NAME`. Nobody imports bench."""
