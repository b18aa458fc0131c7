"""Germany's public holidays: the names that the `holidays` library has for them, with ours for the catalogs."""

from i18n.texts import N_

GERMAN = {
    "Neujahr": N_("New Year’s Day"),
    "Heilige Drei Könige": N_("Epiphany"),
    "Frauentag": N_("Women’s Day"),
    "Karfreitag": N_("Good Friday"),
    "Ostersonntag": N_("Easter Sunday"),
    "Ostermontag": N_("Easter Monday"),
    "Erster Mai": N_("Labour Day"),
    "Christi Himmelfahrt": N_("Ascension Day"),
    "Pfingstsonntag": N_("Whit Sunday"),
    "Pfingstmontag": N_("Whit Monday"),
    "Fronleichnam": N_("Corpus Christi"),
    "Augsburger Hohes Friedensfest": N_("Augsburg Peace Festival"),
    "Mariä Himmelfahrt": N_("Assumption Day"),
    "Weltkindertag": N_("World Children’s Day"),
    "Tag der Deutschen Einheit": N_("German Unity Day"),
    "Reformationstag": N_("Reformation Day"),
    "Allerheiligen": N_("All Saints’ Day"),
    "Buß- und Bettag": N_("Day of Repentance and Prayer"),
    "Erster Weihnachtstag": N_("Christmas Day"),
    "Zweiter Weihnachtstag": N_("Second Day of Christmas"),
}
