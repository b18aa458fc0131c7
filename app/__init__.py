"""The only place that knows everybody: settings, wiring, the factory, the commands. It imports every floor;
only wsgi.py imports it.
"""
