"""The face on the waiting-room wall: the board with the newest call and the last ones. Imports web and
service_point, never a table and never another face; only app imports it.
"""
