"""The words of the forms of configuration: what each table, key and choice of the site file is called, and does.

A test compares them with the schema: nothing is without words, and no words are left over.
"""

from i18n.texts import N_

GROUPS = {  # in the order of the page
    "place": N_("The place"),
    "times": N_("Opening hours"),
    "offer": N_("What visitors choose"),
    "people": N_("People and carriers"),
    "lists": N_("Lists for the desk"),
    "rules": N_("Rules"),
}
TABLES = {  # table → (group, title, what it is for, what one row is called)
    "site": ("place", N_("Service point"), N_("Name, clock and languages of the place itself."), ""),
    "desks": (
        "place",
        N_("Desks"),
        N_("Where consultations happen. Visitors are called to the number."),
        N_("Desk"),
    ),
    "languages": (
        "place",
        N_("Languages"),
        N_("In the order of the kiosk’s first screen. Texts must be there in every language with pages."),
        N_("Language"),
    ),
    "hours": (
        "times",
        N_("Weekly hours"),
        N_(
            "The slots of an ordinary week. For new hours give the old ones a last day and the new ones a first."
        ),
        N_("Slot"),
    ),
    "exceptions": (
        "times",
        N_("Single days"),
        N_("A day that differs: closed, or other hours. Other hours also win over holidays and closed days."),
        N_("Day"),
    ),
    "closed_days": (
        "times",
        N_("Closed days"),
        N_("Holidays of your own: closed from the first to the last day. The kiosk says why."),
        N_("Closed days"),
    ),
    "guest_slots": (
        "times",
        N_("Guests"),
        N_(
            "Dated consultations by partner bodies. One with a discreet topic is never announced by its title."
        ),
        N_("Guest slot"),
    ),
    "topics": (
        "offer",
        N_("Topics"),
        N_("What visitors come for, in the order of the tiles."),
        N_("Topic"),
    ),
    "needs": ("offer", N_("Needs"), N_("What visitors may ask for beside their topic."), N_("Need")),
    "carriers": (
        "people",
        N_("Carriers"),
        N_("The organisations that employ the case managers."),
        N_("Carrier"),
    ),
    "case_managers": (
        "people",
        N_("Case managers"),
        N_("Who gives consultations. How they sign in is set on the page “People”."),
        N_("Case manager"),
    ),
    "funding": ("people", N_("Funding"), N_("Who pays for a post, for reports."), N_("Funding")),
    "outcomes": ("lists", N_("Outcomes"), N_("What came out of a consultation."), N_("Outcome")),
    "referral_bodies": (
        "lists",
        N_("Referral bodies"),
        N_("Where visitors are referred to."),
        N_("Referral body"),
    ),
    "gaps": (
        "lists",
        N_("Gaps"),
        N_("What is missing in town: noticed in a consultation, without personal data."),
        N_("Gap"),
    ),
    "call_reasons": (
        "lists",
        N_("Reasons to choose"),
        N_("Why a case manager chose a ticket by hand."),
        N_("Reason"),
    ),
    "admission": (
        "rules",
        N_("When it gets tight"),
        N_("What the kiosk does when a ticket will hardly be served today."),
        "",
    ),
    "numbering": (
        "rules",
        N_("Numbers"),
        N_("Each day starts at a random number, so that nobody reads a rank out of it."),
        "",
    ),
    "routing": (
        "rules",
        N_("Whom to call next"),
        N_("The numbers of the rule that chooses. The defaults were measured; change them one at a time."),
        "",
    ),
    "sign_in": ("rules", N_("Sign-in"), N_("How staff sign in."), ""),
    "retention": ("rules", N_("How long things are kept"), N_("What is older is erased in the night."), ""),
}
KEYS = {  # key, or table.key where it means something else there → (label, hint)
    "code": (N_("Code"), N_("For the program and for figures: keep it for ever, texts may change.")),
    "icon": (N_("Icon"), N_("Picture and text always stand together.")),
    "name": (N_("Name"), N_("What visitors and staff read.")),
    "opens": (N_("From"), N_("When consultations begin, on the clock of the site.")),
    "ends": (N_("Until"), N_("When the slot ends.")),
    "ends_next_day": (N_("Ends on the next day"), N_("The slot runs across midnight.")),
    "short_name": (N_("Short name"), N_("For narrow places.")),
    "on": (N_("Day"), ""),
    "first": (N_("First day"), ""),
    "last": (N_("Last day"), ""),
    "reason": (N_("Reason"), N_("What visitors read; a closed day must say it.")),
    "site.name": (N_("Full name"), N_("On pages and slips; not translated.")),
    "site.time_zone": (N_("Time zone"), N_("The clock on the wall; all times here are read on it.")),
    "site.holidays": (
        N_("Public holidays"),
        N_("Whose public holidays close the site: country and part, such as DE-NW. Empty: none."),
    ),
    "site.default_language": (N_("First language"), N_("Language of pages before anybody chose one.")),
    "site.board_languages": (
        N_("Languages of the board"),
        N_("They take turns on the board; calls are spoken in the first two."),
    ),
    "site.board_theme": (N_("Colours of the boards"), N_("A single board can have others.")),
    "site.board_numbers": (N_("How numbers are spoken"), ""),
    "site.doors_minutes": (
        N_("Numbers before the opening (minutes)"),
        N_("People come early: so long before the opening numbers are given."),
    ),
    "site.last_call_minutes": (
        N_("No numbers before the end (minutes)"),
        N_("Who comes later can hardly be advised any more."),
    ),
    "numbering.first_from": (N_("Lowest first number"), ""),
    "numbering.first_to": (N_("Highest first number"), ""),
    "admission.mode": (N_("The kiosk"), ""),
    "routing.scarce_credit": (
        N_("Credit for scarce skills (minutes)"),
        N_("Shared by those who can serve: a visitor whom few can serve is called a little earlier."),
    ),
    "routing.priority_credit": (N_("Credit for a priority need (minutes)"), ""),
    "routing.priority_slope": (
        N_("Growth with a priority need"),
        N_("Minutes of credit a minute waited; 1 is like everybody."),
    ),
    "routing.appointment_credit": (N_("Credit of a due appointment (minutes)"), ""),
    "routing.appointment_slope": (
        N_("Growth of an appointment"),
        N_("Minutes of credit a minute waited; 1 is like everybody."),
    ),
    "routing.cap_by_ordinary": (
        N_("Passed by ordinary tickets at most"),
        N_("So often others who came later may be called before."),
    ),
    "routing.cap_by_any": (
        N_("Passed by any ticket at most"),
        N_("Appointments and priority needs included."),
    ),
    "routing.topic_weight": (
        N_("Weight of short topics"),
        N_("0: topics make no difference. 2: short ones first."),
    ),
    "sign_in.second_factor": (
        N_("Codes of an app beside the password"),
        N_("Required: whoever has none sets it up at the next sign-in."),
    ),
    "sign_in.provider_accounts": (N_("Who may come by the city’s sign-in"), ""),
    "retention.log_days": (N_("Log of what staff did (days)"), N_("At least 90.")),
    "retention.pauses_days": (N_("Who paused the kiosks (days)"), ""),
    "retention.changes_days": (
        N_("Changes of this configuration (days)"),
        N_("So long each can be undone."),
    ),
    "languages.code": (N_("Language code"), N_("Such as uk or ckb.")),
    "languages.name": (N_("Own name"), N_("In its own script, as on its tile.")),
    "languages.staff_name": (N_("Name for the staff"), ""),
    "languages.direction": (N_("Writing direction"), ""),
    "languages.pages": (N_("Pages"), N_("Kiosk, phone page and slip are there in it.")),
    "languages.advice": (N_("Advice"), N_("Visitors may wish to be advised in it.")),
    "carriers.name": (N_("Full name"), ""),
    "funding.name": (N_("Name"), N_("What the staff read.")),
    "outcomes.name": (N_("Name"), N_("What the staff read.")),
    "referral_bodies.name": (N_("Name"), N_("What the staff read.")),
    "gaps.name": (N_("Name"), N_("What the staff read.")),
    "call_reasons.name": (N_("Name"), N_("What the staff read.")),
    "desks.number": (N_("Number"), N_("The number on the sign.")),
    "desks.name": (N_("Name"), N_("The name on the sign; not translated.")),
    "desks.step_free": (N_("Without steps"), N_("For visitors with a wheelchair.")),
    "desks.quiet": (N_("Quiet room"), N_("For visitors who ask for one.")),
    "topics.expected_minutes": (
        N_("Minutes"),
        N_("How long a consultation takes, until the service point has measured it."),
    ),
    "topics.parent": (N_("Joins the tile of"), N_("Of a guest topic, on its days.")),
    "topics.discreet": (
        N_("Discreet"),
        N_("Looks like any other topic to visitors; hidden everywhere but at the desks that serve it."),
    ),
    "topics.guest": (N_("Guest topic"), N_("Offered only in guest slots that name it.")),
    "needs.kind": (N_("What it does"), ""),
    "hours.weekday": (N_("Weekday"), ""),
    "hours.first": (N_("First day"), N_("Only if these hours are new.")),
    "hours.last": (N_("Last day"), N_("Only if these hours end.")),
    "exceptions.closed": (N_("Closed"), N_("Nothing opens on this day.")),
    "guest_slots.topics": (N_("Topics"), N_("Guest or discreet topics served in it.")),
    "guest_slots.title": (N_("Who is there"), ""),
    "case_managers.name": (N_("Name"), N_("What colleagues read.")),
    "case_managers.carrier": (N_("Carrier"), N_("Who employs this person.")),
    "case_managers.funding": (N_("Funding"), N_("Who pays for the post.")),
    "case_managers.languages": (N_("Languages"), N_("Languages of advice.")),
    "case_managers.topics": (N_("Topics"), N_("A discreet topic only beside another one.")),
    "case_managers.woman_adviser": (
        N_("Woman adviser"),
        N_("Visitors may ask for her; everybody decides this alone."),
    ),
}
CHOICES = {  # what stands in the file → what a person reads
    "site.board_theme": {"light": N_("light"), "dark": N_("dark"), "contrast": N_("high contrast")},
    "site.board_numbers": {"digits": N_("digit by digit"), "whole": N_("as a whole")},
    "admission.mode": {
        "refuse": N_("gives no number when there is no time left"),
        "advise": N_("says so and lets the visitor decide"),
        "off": N_("says nothing"),
    },
    "sign_in.second_factor": {
        "off": N_("nobody"),
        "optional": N_("whoever wants"),
        "required": N_("everybody"),
    },
    "sign_in.provider_accounts": {
        "invited": N_("only who was invited"),
        "ask": N_("anybody; a lead lets them in"),
    },
    "languages.direction": {"ltr": N_("from left to right"), "rtl": N_("from right to left")},
    "needs.kind": {
        "filter": N_("chooses people"),
        "desk": N_("chooses desks"),
        "priority": N_("is called earlier"),
        "information": N_("only informs"),
    },
    "hours.weekday": {
        "monday": N_("Monday"),
        "tuesday": N_("Tuesday"),
        "wednesday": N_("Wednesday"),
        "thursday": N_("Thursday"),
        "friday": N_("Friday"),
        "saturday": N_("Saturday"),
        "sunday": N_("Sunday"),
    },
}
