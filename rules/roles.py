"""Who may do what. A role is a code of contract.md; a permission is what a view or use case asks for."""

from enum import StrEnum


class Role(StrEnum):
    CASE_MANAGER = "case-manager"
    LEAD = "lead"
    RECEPTION = "reception"
    GUEST = "guest"
    OPERATOR = "operator"
    AUDITOR = "auditor"


class Permission(StrEnum):
    SEE_QUEUE = "see_queue"
    SERVE = "serve"  # duty, calls, consultations
    ISSUE = "issue"  # tickets on a visitor's behalf, park, come back, withdraw
    PRINT = "print"  # a slip once more
    DEVICES = "devices"  # how kiosks and printers are, test prints
    PAUSE = "pause"  # the kiosks give no numbers for a while
    RECORD = "record"  # the voice, in languages that a lead has opened for it
    LEAD = "lead"  # act for an absent colleague
    PEOPLE = "people"  # invite colleagues, what they may do, put them to sleep
    OWN_FIGURES = "own_figures"  # counts of the own slot: guests only, who see no others
    CONFIGURE = "configure"  # what the site file says, in the browser
    LOG = "log"  # what everybody did: auditors only, since it is no measure of work


MAY: dict[Role, frozenset[Permission]] = {
    Role.CASE_MANAGER: frozenset(
        {
            Permission.SEE_QUEUE,
            Permission.SERVE,
            Permission.ISSUE,
            Permission.PRINT,
            Permission.PAUSE,
            Permission.RECORD,
        }
    ),
    Role.LEAD: frozenset(Permission) - {Permission.LOG, Permission.OWN_FIGURES},
    Role.RECEPTION: frozenset(
        {Permission.SEE_QUEUE, Permission.ISSUE, Permission.PRINT, Permission.PAUSE, Permission.RECORD}
    ),
    Role.GUEST: frozenset(
        {Permission.SEE_QUEUE, Permission.SERVE, Permission.RECORD, Permission.OWN_FIGURES}
    ),
    Role.OPERATOR: frozenset({Permission.DEVICES, Permission.CONFIGURE}),
    Role.AUDITOR: frozenset({Permission.LOG}),
}


def is_allowed(role: Role, permission: Permission) -> bool:
    return permission in MAY[role]


def is_within(mine: str | None, theirs: str | None) -> bool:
    """Whether somebody of carrier `mine` may look after what belongs to `theirs`. None: for the whole site."""
    return mine is None or mine == theirs
