"""For the tests of the inbox: a real IMAP server, and replies to mails that need no documents."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.inbox.letter import Address, Ask, Letter, Mail, NoReply, Reply
from assistant.inbox.mailbox import Account, Security
from tests.assistant.inbox.imap_server import DOVECOT, PASSWORD, USER, ImapServer


@pytest.fixture
def imap() -> Iterator[Callable[..., ImapServer]]:
    """Starts a Dovecot of this test alone."""
    if not DOVECOT:
        pytest.skip("Dovecot is not installed (sudo apt install dovecot-imapd)")
    started = []

    def start(**settings: str) -> ImapServer:
        started.append(ImapServer(**settings))
        started[-1].start()
        return started[-1]

    yield start
    for server in started:
        server.remove()


@pytest.fixture
def server(imap: Callable[..., ImapServer]) -> ImapServer:
    return imap()


@pytest.fixture
def account() -> Callable[..., Account]:
    """Makes the account of a mailbox on a server, over TLS, save for what is given."""

    def make(server: ImapServer, **changes: object) -> Account:
        usual = {
            "host": "127.0.0.1",
            "user": USER,
            "password": PASSWORD,
            "port": server.tls,
            "ca": str(server.ca),
            "security": Security.TLS,
        }
        return Account(**usual | changes)

    return make


@pytest.fixture
def reply() -> Callable[..., Reply]:
    """Makes a reply to a mail of Jan, save for what is given."""

    def make(text: str = "Beste Jan,\n\nHet kost 1.500 euro. [1]\n", *, written: str = "Wat kost het?", **changes: object) -> Reply:
        usual = {
            "text": written,
            "subject": "Kosten",
            "sender": Address("jan@voorbeeld.nl", "Jan Jansen"),
            "message_id": "<1@voorbeeld.nl>",
        }
        mail = Mail(**usual | changes)
        return Reply(Letter(mail, asks=(Ask(mail.text, mail.text),), name="Jan"), text=text)

    return make


@pytest.fixture
def drafted() -> Callable[[Mail], Reply]:
    """Drafts a reply to a mail as the assistant would, but at once; "spam" in the subject gets none."""

    def draft(mail: Mail) -> Reply:
        if "spam" in mail.subject:
            return Reply(Letter(mail, no_reply=NoReply.SPAM))
        return Reply(
            Letter(mail), text=f"Beste {mail.sender.name if mail.sender else 'lezer'},\n\nDit is het antwoord op ‘{mail.subject}’."
        )

    return draft


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of the inbox."""
    return tmp_path / ".bronwijs" / "inbox.db"
