"""What developers and the build run: setup, checks, front-end files, catalogs, screenshots. The product never imports
it; tests may.
"""
