"""The named refusals of the rules. The class name is the `code` that outside programs see (contract.md).

`web/problems.py` holds the one table that turns each into a status and a text in the reader's language.
"""

from typing import Any


class RuleBroken(Exception):
    """A rule said no; nothing was changed. `values` fill the placeholders of its text."""

    def __init__(self, **values: Any) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in values.items()))
        self.values = values

    @property
    def code(self) -> str:
        return type(self).__name__


class IllegalMove(RuleBroken):
    """The life-cycle table has no such move from the ticket's state."""


class TooSoon(RuleBroken):
    """Called again less than ten seconds after the last call."""


class TooLate(RuleBroken):
    """The time for this move has passed (undo of a start, coming back after the slot, correcting an outcome)."""


class AlreadyCalled(RuleBroken):
    """The chosen ticket has an open call or consultation: somebody else got there first."""


class AlreadyServing(RuleBroken):
    """The case manager has an open call or consultation."""


class NobodyWaiting(RuleBroken):
    """Nobody this case manager can serve is waiting."""


class NotOnDuty(RuleBroken):
    """The case manager (or the target of a hand-over) is not on duty at a desk."""


class StillServing(RuleBroken):
    """Duty or a break can't change while a call or consultation is open."""


class DeskTaken(RuleBroken):
    """A colleague is on duty at this desk."""


class DeskKept(RuleBroken):
    """While a guest's slot runs its desks are for those who serve it, and the guest sits at one of them."""


class UnknownDesk(RuleBroken):
    """The site has no such desk."""


class UnknownTicket(RuleBroken):
    """There is no such ticket, or this reader may not see it."""


class UnknownCode(RuleBroken):
    """No ticket or appointment of today has this code, or this number with this PIN."""


class UnknownTopic(RuleBroken):
    """The site has no such topic, or it isn't offered today."""


class UnknownLanguage(RuleBroken):
    """The site doesn't list this language."""


class UnknownChoice(RuleBroken):
    """A code that the site's lists (needs, outcomes, bodies, reasons, …) don't hold."""


class WrongDay(RuleBroken):
    """The appointment is on another day."""


class NotBookable(RuleBroken):
    """The site gives no appointments for this topic, or not to who asks."""


class JustTaken(RuleBroken):
    """Somebody else was faster: the time is not free any more. `next_times` are those that are."""


class AppointmentOver(RuleBroken):
    """The hold has run out, or the appointment was cancelled, missed or checked in: it can't be changed."""


class AppointmentCancelled(RuleBroken):
    """Who arrives has an appointment that was cancelled."""


class UnknownAppointment(RuleBroken):
    """The site has no such appointment, or this reader may not see it."""


class SlotClosed(RuleBroken):
    """No slot takes tickets now."""


class EndNotAhead(RuleBroken):
    """A slot is to end at a time that is over, or more than twelve hours away."""


class TicketingPaused(RuleBroken):
    """Staff have paused the kiosks; they themselves can still issue."""


class NotToday(RuleBroken):
    """The site refuses tickets that will hardly be served today."""


class Uncertain(RuleBroken):
    """The ticket may not be served today; the visitor has to decide."""


class OutcomeMissing(RuleBroken):
    """A consultation is finished without saying what came out."""


class TargetMissing(RuleBroken):
    """A hand-over names no topic, case manager or desk."""


class NotYours(RuleBroken):
    """Only the case manager who serves this ticket, or a lead, may do this."""


class NotAllowed(RuleBroken):
    """The role may not do this."""


class RequestIdReused(RuleBroken):
    """The same request id came with another body or address."""


class NoVoice(RuleBroken):
    """Nobody and nothing here can say this in this language."""


class NotSpeech(RuleBroken):
    """A recording that cannot be kept: no 16 bit mono WAV, longer than 30 s, or silence."""


class TooManyAttempts(RuleBroken):
    """Limited attempts are used up for now."""


class SignInFailed(RuleBroken):
    """Name or password are wrong."""


class UsernameTaken(RuleBroken):
    """Somebody at another site signs in with this user name."""


class NoPrinter(RuleBroken):
    """No kiosk of the site prints on a printer of ours."""


class UnknownDisplay(RuleBroken):
    """The site has no such display."""


class UnknownDevice(RuleBroken):
    """The site has no such kiosk or display, or it was disconnected."""


class UnknownPairing(RuleBroken):
    """No screen shows this code now, or somebody else was faster."""


class DeviceNameTaken(RuleBroken):
    """Another kiosk or display of the site has this name."""


class UnknownNotice(RuleBroken):
    """The site has no such notice, or it does not stand on the board."""


class UnknownEvent(RuleBroken):
    """There is no such event here, or it is over."""


class UnknownPrinter(RuleBroken):
    """The site has no such printer."""


class NothingToPrint(RuleBroken):
    """The ticket is over, or its holder had its code deleted: a slip of it would lead nowhere."""


class NotSignedIn(RuleBroken):
    """No session, no device token, or one that is no longer good."""


class CsrfMissing(RuleBroken):
    """A staff POST without the session's X-CSRF-Token."""


class OtherOrigin(RuleBroken):
    """A browser on another origin sent this."""


class InterpreterBusy(RuleBroken):
    """Another desk has asked this interpreter, or the interpreter has gone."""


class HelpAnswered(RuleBroken):
    """A colleague is on the way already, or help is no longer needed."""


class CodeNeeded(RuleBroken):
    """The password is right; this account also asks for a code of the second factor."""


class ConfirmNeeded(RuleBroken):
    """This needs a password or code entered within the last ten minutes."""


class SecondFactorMissing(RuleBroken):
    """The site asks everybody for a second factor, and this account has none yet."""


class SecondFactorRequired(RuleBroken):
    """The site asks for a second factor: it can't be turned off."""


class WrongCode(RuleBroken):
    """The code of the second factor doesn't fit."""


class PasswordTooWeak(RuleBroken):
    """Shorter than twelve characters, or easily guessed."""


class UnknownLink(RuleBroken):
    """The link was used, has expired, or never was one."""


class LinkTooEarly(RuleBroken):
    """A guest's link opens with the doors of its slot."""


class UnknownPerson(RuleBroken):
    """The site has no such person, or this lead doesn't look after their carrier."""


class LastLead(RuleBroken):
    """Somebody must remain who can invite people."""


class NotInvited(RuleBroken):
    """The identity provider knows this person, but nobody here has invited them."""


class AwaitsLead(RuleBroken):
    """The account came from the identity provider and waits for a lead."""


class NoProvider(RuleBroken):
    """No identity provider is set up, or it can't be reached."""


class PlanChanged(RuleBroken):
    """Somebody else changed the configuration in the meantime: look first, then save again."""


class PlanRefused(RuleBroken):
    """The configuration is not right as a whole; nothing was changed. The problem's `findings` say where."""


class NoLongerFits(RuleBroken):
    """What is to be undone was changed again since."""


class UnknownRevision(RuleBroken):
    """The configuration has no such change in its history."""


class UnknownSetup(RuleBroken):
    """The set-up link was used, has expired, or there is a service point already."""
