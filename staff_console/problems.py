"""What only staff can meet, in the languages of the console; `web/problems.py` has the rest of the one table."""

from i18n.texts import N_
from rules import errors
from rules.errors import RuleBroken

STAFF_PROBLEMS: dict[type[RuleBroken], tuple[int, str]] = {
    errors.CodeNeeded: (401, N_("Please enter the code of your second factor.")),
    errors.ConfirmNeeded: (403, N_("Please confirm first that it is you.")),
    errors.SecondFactorMissing: (403, N_("Please set up your second factor first.")),
    errors.SecondFactorRequired: (409, N_("This service point asks everybody for a second factor.")),
    errors.WrongCode: (422, N_("This code does not fit. Please wait for the next one.")),
    errors.PasswordTooWeak: (
        422,
        N_("Please take a longer password: at least 12 characters, hard to guess."),
    ),
    errors.UnknownLink: (404, N_("This link has expired or was used before. Please ask for a new one.")),
    errors.LinkTooEarly: (409, N_("It is too early: this link opens with your consultation hours.")),
    errors.UnknownAppointment: (404, N_("There is no such appointment.")),
    errors.UnknownPerson: (404, N_("There is no such person here.")),
    errors.UnknownEvent: (404, N_("There is no such event.")),
    errors.DeskKept: (409, N_("In these hours this desk is for others. Please take another one.")),
    errors.LastLead: (409, N_("Somebody must remain who can invite people.")),
    errors.NotInvited: (403, N_("Nobody here has invited you yet. Please ask your lead.")),
    errors.AwaitsLead: (403, N_("Your account waits for a lead.")),
    errors.EndNotAhead: (422, N_("Please choose a time that is still to come, within twelve hours.")),
    errors.UnknownDevice: (404, N_("There is no such device.")),
    errors.UnknownPairing: (
        404,
        N_("No screen shows this code now. Please look again: the code changes after some minutes."),
    ),
    errors.DeviceNameTaken: (409, N_("Another device has this name.")),
    errors.PlanChanged: (
        409,
        N_("Somebody else has changed the configuration in the meantime. Nothing was saved."),
    ),
    errors.PlanRefused: (422, N_("Something in it is not right yet. Nothing was saved.")),
    errors.NoLongerFits: (409, N_("The same was changed again since. Please change it by hand.")),
    errors.UnknownRevision: (404, N_("This change is no longer in the list.")),
    errors.UnknownSetup: (
        404,
        N_("This link is not good any more. Ask for a new one where the server runs."),
    ),
    errors.InterpreterBusy: (409, N_("Another desk was faster, or this person has gone.")),
    errors.HelpAnswered: (409, N_("A colleague is already on the way, or it is over.")),
    errors.NoProvider: (404, N_("Signing in this way is not possible right now.")),
}
