"""How a mailbox is reached, and what is said when it is not. Against a real server, with a certificate of its own."""

import socket
import ssl
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.inbox import mailbox
from assistant.inbox.mailbox import Account, Connection, Lost, MailboxProblem, Refused, Security, connected
from ingest.errors import AWAY, WRONG
from tests.assistant.inbox.imap_server import PASSWORD, UNICODE_PASSWORD, UNICODE_USER, USER, token

GIVEN = {"BRONWIJS_IMAP_HOST": "imap.voorbeeld.nl", "BRONWIJS_IMAP_USER": "anna", "BRONWIJS_IMAP_PASSWORD": "geheim"}


def folder_of(account: Account) -> str:
    with connected(account) as connection:
        return connection.drafts_folder()


def problem_with(account: Account) -> MailboxProblem:
    with pytest.raises(MailboxProblem) as problem, connected(account) as connection:
        connection.unseen(readonly=True)
        connection.drafts_folder()
    return problem.value


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"host": "localhost"},
        {"security": Security.STARTTLS},
        {"security": Security.NONE, "ca": ""},
        {"user": UNICODE_USER, "password": UNICODE_PASSWORD},
        {"password": "", "token": token(USER)},
    ],
    ids=["TLS", "name", "STARTTLS", "plain on this machine", "password beyond ASCII", "OAuth 2"],
)
def test_a_mailbox_is_reached(server, account, changes):
    port = {} if changes.get("security", Security.TLS) is Security.TLS else {"port": server.plain}
    assert folder_of(account(server, **changes, **port)) == "Wat nog niet af is"


def test_a_certificate_of_somebody_else_is_refused_before_a_password_is_sent(server, account):
    for security, port in ((Security.TLS, server.tls), (Security.STARTTLS, server.plain)):
        said = problem_with(account(server, ca="", security=security, port=port))
        assert said.exit_status == WRONG and "geen certificaat dat te vertrouwen is" in str(said)
    assert "Login:" not in server.log().replace("imap-login:", "")


def test_a_certificate_for_another_name_is_refused(server, account, monkeypatch):
    trust = mailbox._trust

    def for_another(settings: Account) -> ssl.SSLContext:
        context = trust(settings)
        wrap = context.wrap_socket
        context.wrap_socket = lambda sock, **given: wrap(sock, **given | {"server_hostname": "imap.elders.nl"})
        return context

    monkeypatch.setattr(mailbox, "_trust", for_another)
    assert "certificaat" in str(problem_with(account(server)))


@pytest.mark.parametrize("changes", [{"password": "fout"}, {"token": token(USER, key=b"of somebody else, also long enough")}])
def test_who_is_refused_hears_what_to_mend(server, account, changes):
    said = problem_with(account(server, **changes))
    assert said.exit_status == WRONG and "weigert" in str(said) and "AUTHENTICATIONFAILED" in str(said)
    assert ("TOKEN" if "token" in changes else "PASSWORD") in str(said)
    assert not any(secret in str(said) for secret in (PASSWORD, *changes.values()))


def test_a_folder_that_is_not_there_is_named_with_those_that_are(server, account):
    said = problem_with(account(server, folder="Post"))
    assert said.exit_status == WRONG and "'Post'" in str(said) and "INBOX" in str(said)
    said = problem_with(account(server, drafts="Kladjes"))
    assert said.exit_status == WRONG and "'Kladjes'" in str(said) and "Wat nog niet af is" in str(said)


@pytest.mark.parametrize(
    ("folders", "found"),
    [
        ('mailbox "Drafts" {\n auto = create\n}\nmailbox "Concepten" {\n auto = create\n special_use = \\Drafts\n}', "Concepten"),
        ('mailbox "Post/Concepten" {\n auto = create\n}', "Post/Concepten"),
        ('mailbox "Entwürfe" {\n auto = create\n}', "Entwürfe"),
    ],
    ids=["pointed out", "usual name", "beyond ASCII"],
)
def test_the_drafts_are_found(imap, account, folders, found):
    server = imap(folders=folders)
    assert folder_of(account(server)) == found
    with connected(account(server)) as connection:
        connection.store_draft(found, b"Subject: x\r\nX-Bronwijs-For: abc123\r\n\r\nx\r\n")
        assert connection.existing_drafts(found).marks == {"abc123"}


def test_without_a_folder_for_drafts_it_says_which_setting_helps(imap, account):
    server = imap(folders='mailbox "Verzonden" {\n auto = create\n}')
    said = problem_with(account(server))
    assert said.exit_status == WRONG and "BRONWIJS_IMAP_DRAFTS" in str(said) and "Verzonden" in str(said)
    server.client().create("Klad")
    assert folder_of(account(server, drafts="Klad")) == "Klad"


def test_a_name_that_nobody_knows_is_said_to_be_not_found(account, server, monkeypatch):
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert "niet te vinden" in str(problem_with(account(server, host="imap..voorbeeld.nl")))
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    said = problem_with(account(server, host="imap.voorbeeld.nl"))
    assert said.exit_status == AWAY and "'imap.voorbeeld.nl' is niet te vinden" in str(said)


def test_a_server_that_is_not_there_is_said_to_be_away(server, account):
    server.kill()
    said = problem_with(account(server))
    assert said.exit_status == AWAY and "daar luistert niets" in str(said)


def test_the_wrong_port_is_said_to_speak_no_tls(server, account):
    said = problem_with(account(server, port=server.plain))
    assert said.exit_status == WRONG and "geen TLS" in str(said) and "BRONWIJS_IMAP_PORT" in str(said)


def test_without_starttls_nothing_is_sent(imap, account):
    server = imap(limits="ssl = no")
    said = problem_with(account(server, security=Security.STARTTLS, port=server.plain))
    assert said.exit_status == WRONG and "geen STARTTLS" in str(said)
    said = problem_with(account(server, security=Security.STARTTLS, port=993))
    assert said.exit_status == WRONG and "geen STARTTLS" in str(said)


def test_a_password_goes_in_the_open_to_this_machine_alone(monkeypatch, server, account):
    elsewhere = [(2, 1, 6, "", ("192.0.2.1", 0)), (2, 1, 6, "", ("127.0.0.1", 0))]
    monkeypatch.setattr(mailbox.socket, "getaddrinfo", lambda *_, **__: elsewhere)
    said = problem_with(account(server, security=Security.NONE, port=server.plain))
    assert said.exit_status == WRONG and "deze computer zelf" in str(said)


def test_a_file_of_authorities_that_is_none_is_named(server, account, tmp_path):
    (tmp_path / "leeg.pem").write_text("niets")
    assert "er niet" in str(problem_with(account(server, ca=str(tmp_path / "weg.pem"))))
    assert "geen certificaat in PEM" in str(problem_with(account(server, ca=str(tmp_path / "leeg.pem"))))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"BRONWIJS_IMAP_HOST": ""}, "BRONWIJS_IMAP_HOST"),
        ({"BRONWIJS_IMAP_PASSWORD": ""}, "BRONWIJS_IMAP_TOKEN"),
        ({"BRONWIJS_IMAP_PORT": "70000"}, "70000"),
        ({"BRONWIJS_IMAP_MB": "veel"}, "veel"),
        ({"BRONWIJS_IMAP_TLS": "ssl3"}, "starttls"),
        ({"BRONWIJS_IMAP_USER": "anna\r\nA1 LOGOUT"}, "regeleinde"),
    ],
)
def test_settings_that_cannot_be_are_named(said, words):
    with pytest.raises(MailboxProblem, match=words) as problem:
        Account.from_environment(GIVEN | said)
    assert problem.value.exit_status == WRONG and "geheim" not in str(problem.value)


def test_settings_are_read_from_the_environment():
    said = {"TLS": "STARTTLS", "FOLDER": "Vragen", "DRAFTS": "Klad", "DAYS": "7", "MB": "5", "TOKEN": "t"}
    found = Account.from_environment(GIVEN | {f"BRONWIJS_IMAP_{name}": value for name, value in said.items()})
    assert found == Account("imap.voorbeeld.nl", "anna", "geheim", "t", Security.STARTTLS, 143, "Vragen", "Klad", "", 5, 7)
    assert "geheim" not in repr(found)


def test_every_setting_stands_in_the_readme():
    said = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert [name for name in mailbox._NAMES if f"`BRONWIJS_IMAP_{name}`" not in said] == []


def test_a_connection_that_is_gone_is_lost_and_a_mail_that_is_gone_is_none(server, account):
    with connected(account(server)) as connection:
        connection.unseen(readonly=True)
        assert connection.head("77") is None
        server.kill()
        with pytest.raises(Lost):
            connection.head("77")


def test_a_folder_that_is_opened_to_read_only_cannot_be_marked(server, account):
    client = server.client()
    client.append("INBOX", None, None, b"Subject: x\r\n\r\nx\r\n")
    with connected(account(server)) as connection:
        [uid], _ = connection.unseen(readonly=True)
        with suppress(Refused):  # Dovecot says nothing, and does nothing
            connection.mark_seen(uid)
        assert connection.unseen(readonly=True) == ([uid], 0)


def test_nothing_here_can_send_move_or_remove():
    source = Path(mailbox.__file__).read_text(encoding="utf-8")
    offered = {name for name in vars(Connection) if not name.startswith("_")}
    assert offered == {"drafts_folder", "existing_drafts", "unseen", "head", "whole", "store_draft", "mark_seen"}
    assert not [word for word in ("smtplib", ".expunge(", ".delete(", ".move(", ".copy(", ".close()", "client.flag") if word in source]
