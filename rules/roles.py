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
    Role.LEAD: frozenset(Permission),
    Role.RECEPTION: frozenset(
        {Permission.SEE_QUEUE, Permission.ISSUE, Permission.PRINT, Permission.PAUSE, Permission.RECORD}
    ),
    Role.GUEST: frozenset({Permission.SEE_QUEUE, Permission.SERVE, Permission.RECORD}),
    Role.OPERATOR: frozenset({Permission.DEVICES}),
    Role.AUDITOR: frozenset(),
}


def is_allowed(role: Role, permission: Permission) -> bool:
    return permission in MAY[role]
