"""The live line: which event sends which picture to whom (pure), the names of the rooms, and the broadcaster
that sends. Imports only i18n and rules; service_point makes messages with it, and only app imports the broadcaster.
"""
