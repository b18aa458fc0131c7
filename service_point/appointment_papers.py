"""What an appointment's holder takes home: slip, calendar file, mail. None of them says what it is about."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from i18n.texts import Texts, site_text, translator
from models import Appointment
from printing import appointment_texts as words
from printing.appointment_texts import AppointmentPaper
from printing.calendar_file import calendar_file
from printing.slip_texts import HOUSE_LANGUAGE, Bilingual
from service_point.facts import SiteFacts
from service_point.mails import CANCELLED, MOVED


def paper_of(facts: SiteFacts, appointment: Appointment, public_url: str) -> AppointmentPaper:
    """`public_url`: where phones reach us, "" if they can't: then no calendar by QR code."""
    topic = next((one for one in facts.site_plan.topics if one.code == appointment.topic), None)
    bring = topic.bring if topic and not topic.discreet else None
    base = f"{public_url.rstrip('/')}/a/{appointment.code}" if public_url and appointment.code else None
    return AppointmentPaper(
        site_name=facts.short_name,
        address=facts.site_plan.site.address,
        language=appointment.language,
        code=appointment.code or "",
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        zone=facts.zone.key,
        bring=_bring(bring, appointment.language) if bring else None,
        calendar_url=f"{base}/calendar.ics" if base else None,
        phone_url=base,
    )


def calendar_of(facts: SiteFacts, appointment: Appointment) -> bytes:
    """The appointment as a calendar file, in its holder's language."""
    texts, paper = translator(appointment.language), paper_of(facts, appointment, "")
    lines = [words.code_line(texts, paper), words.what_to_do(texts), _what_to_bring(texts, paper)]
    return calendar_file(
        uid=f"appointment-{facts.code}-{appointment.id}@lotse",
        made_at=appointment.changed_at or appointment.made_at,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        title=f"{words.title(texts)} · {facts.short_name}",
        place=paper.place,
        text="\n".join(lines),
        is_cancelled=appointment.state == "cancelled",
    )


def mail_of(
    facts: SiteFacts, appointment: Appointment, kind: str, sender: str, address: str, now: datetime
) -> EmailMessage:
    """In the holder's language with German beneath, and the calendar file with it."""
    paper = paper_of(facts, appointment, "")
    languages = dict.fromkeys((appointment.language, HOUSE_LANGUAGE))
    message = EmailMessage()
    message["From"], message["To"] = sender, address
    message["Subject"] = f"{_headline(translator(appointment.language), kind)} · {facts.short_name}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{kind}-{appointment.id}-{int(now.timestamp())}@{sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n— — —\n\n".join(_body(translator(code), paper, kind) for code in languages))
    message.add_attachment(
        calendar_of(facts, appointment), maintype="text", subtype="calendar", filename="appointment.ics"
    )
    return message


def _headline(texts: Texts, kind: str) -> str:
    headlines = {CANCELLED: words.cancelled, MOVED: words.moved}
    return headlines.get(kind, words.title)(texts)


def _body(texts: Texts, paper: AppointmentPaper, kind: str) -> str:
    when = f"{words.day(texts, paper)}, {words.time(paper)}"
    if kind == CANCELLED:
        return "\n".join([_headline(texts, kind), "", when, paper.place])
    lines = [when, paper.place, words.code_line(texts, paper), "", words.what_to_do(texts)]
    return "\n".join([_headline(texts, kind), "", *lines, _what_to_bring(texts, paper), words.if_not(texts)])


def _what_to_bring(texts: Texts, paper: AppointmentPaper) -> str:
    if paper.bring is None:
        return words.what_to_bring(texts)
    return (texts.language == HOUSE_LANGUAGE and paper.bring.german) or paper.bring.own


def _bring(bring: object, language: str) -> Bilingual:
    own, german = (site_text(bring, code) for code in (language, HOUSE_LANGUAGE))  # type: ignore[arg-type]
    return Bilingual(own, "" if own == german else german)
