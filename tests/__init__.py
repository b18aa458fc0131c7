"""All tests: unit (pure and fast), integration (databases, HTTP, sockets), browser (Chromium), house (the house's own
rules), long (slow proofs: `make test-long`); support holds what they share. The product never imports it.
"""
