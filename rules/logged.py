"""What the log of the staff holds beside the moves of tickets. `details` of an entry are codes, never texts."""

from datetime import timedelta
from enum import StrEnum

KEPT_FOR = timedelta(days=90)  # triggers of the database refuse to erase earlier


class Logged(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_BLOCKED = "sign_in_blocked"
    SIGNED_OUT = "signed_out"
    SESSIONS_ENDED = "sessions_ended"
    PASSWORD_SET = "password_set"  # noqa: S105 (a word, no secret)
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    RECOVERY_CODE_USED = "recovery_code_used"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    PROVIDER_LINKED = "provider_linked"
    ASKED_TO_BE_LET_IN = "asked_to_be_let_in"
    ACCOUNT_MADE = "account_made"
    INVITED = "invited"
    GUEST_INVITED = "guest_invited"
    PERSON_CHANGED = "person_changed"
    ROLE_CHANGED = "role_changed"
    PUT_TO_SLEEP = "put_to_sleep"
    WOKEN = "woken"
    ERASED = "erased"
    DUTY_BEGAN = "duty_began"
    BREAK_BEGAN = "break_began"
    DUTY_ENDED = "duty_ended"
    HELP_CALLED = "help_called"
    HELP_ANSWERED = "help_answered"
    INTERPRETER_CAME = "interpreter_came"
    INTERPRETER_WENT = "interpreter_went"
    INTERPRETER_ASKED = "interpreter_asked"
    NEXT_STEPS_WRITTEN = "next_steps_written"
    KIOSKS_PAUSED = "kiosks_paused"
    KIOSKS_RESUMED = "kiosks_resumed"
    DEVICE_ADDED = "device_added"
    SLIP_REPRINTED = "slip_reprinted"
    TEST_PRINTED = "test_printed"
    PLAN_CHANGED = "plan_changed"
    APPOINTMENT_BOOKED = "appointment_booked"
    APPOINTMENT_MOVED = "appointment_moved"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    LOG_READ = "log_read"
    LOG_EXPORTED = "log_exported"


class PlanChange(StrEnum):
    """How a site's configuration came to be another."""

    LOADED = "loaded"  # by a command, from a file
    SET_UP = "set_up"
    EDITED = "edited"
    IMPORTED = "imported"
    UNDONE = "undone"
    PERSON_ERASED = "person_erased"
