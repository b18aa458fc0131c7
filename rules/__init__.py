"""What is RIGHT at a service point: pure Python on the standard library only.

No clock, no database, no web: `now` is an argument. Everybody may import rules; rules import nothing of ours.
"""
