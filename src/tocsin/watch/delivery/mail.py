"""Alerts as mail, by the standard library. The Message-ID is stable: a mail that is sent twice is shown once."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage

from tocsin.errors import DeliveryError
from tocsin.watch.alert_values import Alert
from tocsin.watch.channels import MailSpec
from tocsin.watch.delivery.port import Judge
from tocsin.watch.delivery.text import subject, text_of

SECONDS = 30.0


class MailChannel:
    """Writes a mail for each message, to all its readers, who do not see one another."""

    def __init__(self, name: str, spec: MailSpec, judge: Judge, *, password: str | None) -> None:
        self._name, self._spec, self._judge, self._password = name, spec, judge, password

    def send(self, alerts: Sequence[Alert], *, id: str) -> None:
        """Send the mail. Raises `DeliveryError`; a server that refuses for good (5xx) is not asked again."""
        try:
            self._judge.require_public(self._spec.server, self._spec.port, allowed=self._spec.allow)
            with self._connect() as server:
                if self._spec.user is not None:
                    server.login(self._spec.user, self._password or "")
                server.send_message(message(alerts, self._spec, id=id), self._spec.sender, list(self._spec.to))
        except smtplib.SMTPResponseException as error:
            passing = not 500 <= error.smtp_code < 600
            raise DeliveryError(self._name, f"the mail server answered {error.smtp_code}", passing=passing) from error
        except smtplib.SMTPRecipientsRefused as error:
            passing = any(not 500 <= code < 600 for code, _ in error.recipients.values())
            raise DeliveryError(self._name, "the mail server refused every reader", passing=passing) from error
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError(self._name, f"the mail server was not reached ({error})", passing=True) from error

    def _connect(self) -> smtplib.SMTP:
        spec = self._spec
        if spec.tls == "tls":
            return smtplib.SMTP_SSL(spec.server, spec.port, timeout=SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(spec.server, spec.port, timeout=SECONDS)
        try:
            if spec.tls == "starttls":
                server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
        return server


def message(alerts: Sequence[Alert], spec: MailSpec, *, id: str) -> EmailMessage:
    """The mail of some alerts."""
    mail = EmailMessage()
    mail["Subject"] = subject(alerts)
    mail["From"] = spec.sender
    mail["To"] = spec.to[0] if len(spec.to) == 1 else "undisclosed-recipients:;"
    mail["Message-ID"] = f"<{id}@{spec.sender.rpartition('@')[2].strip('> ')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text_of(alerts))
    return mail
