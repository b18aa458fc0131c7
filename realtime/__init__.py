"""The live line: room names, messages, and the broadcaster that pushes pictures after a commit.

Faces may import rooms and messages; only `app` imports the broadcaster.
"""
