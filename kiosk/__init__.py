"""The face a visitor touches: choose a language and a topic, take a ticket. Views, sockets, templates and browser
modules of the kiosk. Imports web and service_point, never a table and never another face; only app imports it.
"""
