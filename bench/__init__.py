"""Measurements of the running product; each prints JSON. They start their own server on loopback and stop it again."""
