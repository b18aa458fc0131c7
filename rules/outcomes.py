"""Codes that belong to the trade, not to one site: answers of the outcome form and notes of a hand-over."""

LONG_TERM_NEEDS = ("yes", "no", "open")
CONTACTS = ("first", "repeat")
INTERPRETED_BY = ("none", "colleague", "volunteer", "phone", "family")
HAND_OVER_NOTES = ("language", "other_topic", "second_opinion", "documents", "interpreter", "case_management")
SUSPEND_REASONS = ("interpreter", "documents", "child")
