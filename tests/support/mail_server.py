"""A real mail server on loopback (aiosmtpd) that keeps what it gets and fails as it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.support.servers import free_port


@dataclass
class Letters:
    """`replies`: what the next texts are answered with; then all are taken. `after`: called while a text is taken."""

    port: int = 0
    got: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.replies:
            reply = self.replies.pop(0)
            if reply == "hang up":
                self._keep(envelope)
                server.transport.abort()
            return reply
        self._keep(envelope)
        return "250 taken"

    def _keep(self, envelope: Any) -> None:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.got.append(message)
        self.recipients += envelope.rcpt_tos


@contextmanager
def running_mail_server() -> Iterator[Letters]:
    letters = Letters()
    letters.port = free_port()
    controller = Controller(letters, hostname="127.0.0.1", port=letters.port)
    controller.start()
    try:
        yield letters
    finally:
        controller.stop()


def settings_for(letters: Letters) -> dict[str, Any]:
    """As settings of the application (`LOTSE_SMTP_…`)."""
    return {
        "smtp_host": "127.0.0.1", "smtp_port": letters.port, "smtp_security": "none",
        "smtp_from": "termine@lotse.example",
    }  # fmt: skip
