"""Sends what stands in the table of mails: one thread a process; a row is taken by one process only, and sent once."""

import logging
import smtplib
import ssl
import threading
from dataclasses import dataclass, field
from email.message import EmailMessage

from app.config import Settings
from service_point.appointment_papers import mail_of
from service_point.mails import (
    ClaimedMail,
    claim_mail,
    give_up_unknown,
    letter_of,
    not_needed,
    not_sent,
    sent,
)
from service_point.unit_of_work import Office

LOOK_S = 5.0
AFTER_TROUBLE_S = 30.0
TIMEOUT_S = 20.0
PERMANENT = 500  # SMTP replies from here on mean: never

log = logging.getLogger("lotse.mail")


class MailTrouble(Exception):
    """`problem` is a code for a lead, without any address; `again`: the server certainly has not taken it."""

    def __init__(self, problem: str, *, again: bool) -> None:
        super().__init__(problem)
        self.problem, self.again = problem, again


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    security: str  # "starttls", "tls", "none"
    user: str
    sender: str
    password: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> "MailServer | None":
        """None: no mails from here."""
        if not settings.smtp_host or not settings.smtp_from:
            return None
        return cls(
            settings.smtp_host, settings.smtp_port, settings.smtp_security, settings.smtp_user,
            settings.smtp_from, settings.smtp_password,
        )  # fmt: skip

    def send(self, message: EmailMessage) -> None:
        """Raises: MailTrouble."""
        try:
            line = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise MailTrouble("no_line", again=True) from error
        try:
            self._hand_over(line, message)
        finally:
            line.close()

    def _connected(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            line: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_S, context=context)
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
        line.ehlo_or_helo_if_needed()
        if self.security == "starttls":
            line.starttls(context=ssl.create_default_context())
            line.ehlo()
        if self.user:
            line.login(self.user, self.password)
        return line

    def _hand_over(self, line: smtplib.SMTP, message: EmailMessage) -> None:
        """Until the text goes out nothing is sent; what breaks after that may have been."""
        try:
            self._check(*line.mail(self.sender))
            self._check(*line.rcpt(str(message["To"])))
        except (OSError, smtplib.SMTPException) as error:
            raise MailTrouble("no_line", again=True) from error
        try:
            self._check(*line.data(message.as_bytes(policy=message.policy.clone(linesep="\r\n"))))
        except smtplib.SMTPDataError as error:
            self._check(error.smtp_code, b"")
        except (OSError, smtplib.SMTPException) as error:
            raise MailTrouble("interrupted", again=False) from error

    @staticmethod
    def _check(code: int, _reply: bytes) -> None:
        if code >= PERMANENT:
            raise MailTrouble("refused", again=False)
        if code >= 400:
            raise MailTrouble("not_now", again=True)


class MailKeeper:
    """`look` sends what is due and is all that tests need."""

    def __init__(self, office: Office, server: MailServer) -> None:
        self._office, self._server = office, server
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._woken = threading.Event()
        self._started = False

    def start(self) -> None:
        """Begin once a process, however often it is asked."""
        with self._lock:
            if self._started or self._stopped.is_set():
                return
            self._started = True
        threading.Thread(target=self._work_for_ever, name="mails", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()
        self._woken.set()

    def announce(self, _site_id: int) -> None:
        """The site has changed: perhaps a mail waits. Never fails, never waits."""
        self._woken.set()

    def look(self) -> int:
        """Send what is due. Returns how many were tried."""
        give_up_unknown(self._office)
        tried = 0
        while not self._stopped.is_set() and (mail := claim_mail(self._office)) is not None:
            self._send(mail)
            tried += 1
        return tried

    def _work_for_ever(self) -> None:
        while not self._stopped.is_set():
            self._woken.clear()
            pause_s = LOOK_S
            try:
                self.look()
            except Exception:
                log.exception("mails: trying again in %s s", AFTER_TROUBLE_S)
                pause_s = AFTER_TROUBLE_S
            self._woken.wait(pause_s)

    def _send(self, mail: ClaimedMail) -> None:
        message = self._message(mail)
        if message is None:
            return not_needed(self._office, mail)
        try:
            self._server.send(message)
        except MailTrouble as trouble:
            log.warning("mail %s, try %s: %s", mail.id, mail.tries, trouble.problem)
            return not_sent(self._office, mail, trouble.problem, again=trouble.again)
        return sent(self._office, mail)

    def _message(self, mail: ClaimedMail) -> EmailMessage | None:
        now = self._office.clock()
        with self._office.read() as session:
            found = letter_of(session, mail, self._office.secret, now)
            if found is None:
                return None
            facts = self._office.facts(session, mail.site_id)
            return mail_of(facts, found[0], mail.kind, self._server.sender, found[1], now)
