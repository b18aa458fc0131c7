"""The slot simulator: synthetic slots drive the product's own rules and engine, and print how well they do.

`python -m bench.queueing --slots N --seed S [--json]`. Synthetic worlds only: no figure is an effect on real people.
"""
