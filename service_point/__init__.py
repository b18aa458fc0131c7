"""What a service point can do: one file for each family of verbs (issue, call, serve …). Each use case loads,
asks the rules, changes the tables, records the event and commits. Imports models, printing, realtime, i18n and
rules; the faces call it and never touch a table themselves.
"""
