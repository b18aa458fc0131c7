"""The face in a visitor's hand: the page of one ticket, alive until the day ends. Imports web and service_point,
never a table and never another face; only app imports it.
"""
