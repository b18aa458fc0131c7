"""The tours of the console: who has seen which is remembered with the person, since people change desks every day."""

from enum import StrEnum


class Tour(StrEnum):
    DESK = "desk"
    LEAD = "lead"
