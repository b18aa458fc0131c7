"""The face of case managers and leads: sign-in, desk and duty, the queue, the talk and its outcome. Imports web
and service_point, never a table and never another face; only app imports it.
"""
