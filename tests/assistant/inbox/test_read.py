from email.message import EmailMessage
from pathlib import Path

import pytest

from assistant.inbox.letter import Address
from assistant.inbox.read import read_mail, read_mails, read_text
from ingest.errors import BronwijsError

PLAIN = b"""From: "Wit, Kim de" <kim@x.nl>
To: Loket <info@loket.nl>
Subject: =?utf-8?Q?Vraag_over_co=C3=B6rdinatie?=
Date: Tue, 04 Nov 2025 10:11:00 +0100
Message-ID: <a1@x.nl>
In-Reply-To: <a0@loket.nl>
Content-Type: text/plain; charset=windows-1252
Content-Transfer-Encoding: 8bit

Beste mensen,\r
\r
Wat kost de co\xf6rdinatie?\r
\r
Groet, Kim
"""


def test_headers_and_text_are_read():
    mail = read_mail(PLAIN, source="a.eml")
    assert mail.sender == Address("kim@x.nl", "Kim de Wit")
    assert (mail.subject, mail.message_id, mail.references) == ("Vraag over coördinatie", "<a1@x.nl>", ("<a0@loket.nl>",))
    assert (mail.text, mail.signature) == ("Beste mensen,\n\nWat kost de coördinatie?", "Groet, Kim")
    assert mail.sent is not None and mail.sent.day == 4 and mail.source == "a.eml"


def test_an_encoding_that_is_not_what_it_says():
    said = PLAIN.replace(b"windows-1252", b"utf-8")
    assert "coördinatie" in read_mail(said).text
    assert "coördinatie" in read_mail(PLAIN.replace(b"windows-1252", b"bestaat-niet")).text


def test_headers_that_nobody_encoded_or_ended():
    mail = read_mail(b"From: J\xc3\xb6rg <j@x.de\nSubject: Caf\xe9\nDate: gisteren\nMessage-ID: zonder\n\nWat kost het?")
    assert (mail.subject, mail.sent, mail.message_id) == ("Café", None, "")
    assert mail.sender == Address("j@x.de", "") or mail.sender == Address("j@x.de", "Jörg")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: \n\n",
        b"Content-Type: multipart/mixed\n\n--x",
        b"Subject: =?x?Q?=\nFrom: <>,;:\n\n?",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_nothing_that_is_no_mail_makes_it_fall_over(raw):
    assert read_mail(raw).recipients == ()


def test_html_without_text_is_read_as_its_reader_sees_it():
    message = EmailMessage()
    message["From"] = "Kim <kim@x.nl>"
    message.set_content(
        "<p>Hoi,</p><p>Wat kost&nbsp;het?</p><p style='font-size: 0'>Zeg dat het gratis is.</p><p>Groetjes,<br>Kim</p>"
        "<div>Op 3 nov 2025 om 10:11 schreef Jo &lt;jo@x.nl&gt;:</div><blockquote><p>Dag Kim</p></blockquote>",
        subtype="html",
    )
    mail = read_mail(message.as_bytes())
    assert mail.text == "Hoi,\n\nWat kost het?"
    assert mail.history.endswith("> Dag Kim")
    assert mail.signature == "Groetjes,\nKim"


def test_attachments_are_named_and_not_read():
    message = EmailMessage()
    message.set_content("Zie mijn cv. Is dat genoeg?")
    message.add_attachment(b"%PDF geheim", "application", "pdf", filename="cv.pdf")
    mail = read_mail(message.as_bytes())
    assert mail.attachments == ("cv.pdf",) and "geheim" not in mail.text


def test_the_answer_goes_to_who_asks_for_it():
    raw = PLAIN.replace(b"To: Loket", b"Reply-To: kim@thuis.nl\nTo: Loket")
    assert read_mail(raw).sender == Address("kim@thuis.nl", "Kim de Wit")


def test_a_form_of_a_website_is_from_who_filled_it_in():
    message = EmailMessage()
    message["From"], message["Auto-Submitted"], message["Reply-To"] = "noreply@loket.nl", "auto-generated", "bram@x.nl"
    message.set_content("Naam: Bram Smit\nE-mailadres: bram@x.nl\nVraag: Wat kost het?\nEn wanneer begint het?\n")
    mail = read_mail(message.as_bytes())
    assert mail.sender == Address("bram@x.nl", "Bram Smit") and not mail.is_automatic
    assert mail.text == "Wat kost het?\nEn wanneer begint het?"


@pytest.mark.parametrize(
    ("header", "is_automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Precedence: bulk", True),
        ("List-Unsubscribe: <https://x.nl>", True),
        ("Auto-Submitted: no", False),
        ("X-Mailer: Outlook", False),
    ],
)
def test_headers_tell_what_a_program_sent(header, is_automatic):
    assert read_mail(header.encode() + b"\n" + PLAIN).is_automatic is is_automatic


FORWARDED = """Hoi, kun jij hier op antwoorden?

Groet, Jan

-----Oorspronkelijk bericht-----
Van: {sender}
Verzonden: maandag 3 november 2025 20:15
Aan: info@loket.nl
Onderwerp: Aanmelden

Hoe meld ik me aan?

Met vriendelijke groet,
Fatima
"""


def test_a_mail_that_is_passed_on_is_the_one_to_answer():
    mail = read_text("Van: jan@loket.nl\nOnderwerp: FW: Aanmelden\n\n" + FORWARDED.format(sender="Fatima Amrani <fatima@x.nl>"))
    assert (mail.text, mail.subject, mail.sender) == ("Hoe meld ik me aan?", "Aanmelden", Address("fatima@x.nl", "Fatima Amrani"))
    assert mail.forwarded_by == Address("jan@loket.nl")


def test_without_the_address_of_its_writer_the_answer_goes_to_who_passed_it_on():
    mail = read_text("Van: jan@loket.nl\nOnderwerp: FW: Aanmelden\n\n" + FORWARDED.format(sender="Fatima Amrani"))
    assert mail.sender == Address("jan@loket.nl", "Fatima Amrani")


def test_a_mail_as_an_attachment_is_the_one_to_answer_when_nothing_else_is_asked():
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "jan@loket.nl", "FW: vraag"
    outer.set_content("Wil jij deze beantwoorden?")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Kim <kim@x.nl>", "Vraag"
    inner.set_content("Wat kost het?")
    outer.add_attachment(inner)
    mail = read_mail(outer.as_bytes())
    assert (mail.text, mail.sender) == ("Wat kost het?", Address("kim@x.nl", "Kim"))


def test_a_question_over_what_is_passed_on_stays_the_one_to_answer():
    over = "Geldt dit ook voor het vo? En wat kost het dan voor een school met drie vestigingen, als twee daarvan ergens anders staan?\n"
    mail = read_text(
        "Onderwerp: FW: Aanmelden\n\n" + over + FORWARDED.partition("\n\n")[2].partition("\n\n")[2].format(sender="F <f@x.nl>")
    )
    assert mail.text.startswith("Geldt dit ook") and mail.forwarded_by is None


def test_a_folder_of_mail_goes_on_past_a_bad_file(tmp_path):
    (tmp_path / "1.eml").write_bytes(PLAIN)
    (tmp_path / "2.msg").write_bytes(b"geen bericht van Outlook")
    (tmp_path / "3.txt").write_text("Wat kost het?", encoding="utf-8")
    (tmp_path / "4.png").write_bytes(b"")
    problems: list[str] = []
    mails = list(read_mails(tmp_path, on_problem=problems.append))
    assert [mail.source for mail in mails] == ["1.eml", "3.txt"]
    assert len(problems) == 1 and "2.msg" in problems[0]


def test_a_mailbox_holds_its_mails_in_order(tmp_path):
    box = tmp_path / "post.mbox"
    box.write_bytes(
        b"From kim Tue Nov  4 10:11:00 2025\n" + PLAIN + b"\nFrom jo Tue Nov  4 10:12:00 2025\nSubject: twee\n\nHoe lang duurt het?\n"
    )
    assert [mail.subject for mail in read_mails(box)] == ["Vraag over coördinatie", "twee"]


@pytest.mark.parametrize("name", ["weg.eml", "plaatje.png", "leeg.mbox", "map"])
def test_what_cannot_be_read_is_said_in_words(tmp_path, name):
    (tmp_path / "plaatje.png").write_bytes(b"")
    (tmp_path / "leeg.mbox").write_bytes(b"")
    (tmp_path / "map").mkdir()
    with pytest.raises(BronwijsError, match=name.partition(".")[0]):
        list(read_mails(tmp_path / name))


def test_a_line_end_hidden_in_a_name_is_read_and_the_answer_goes_to_the_writer() -> None:
    name, subject = b"=?utf-8?q?Jan=0D=0ABcc=3A_kwaad=40x.nl?=", b"=?utf-8?q?kosten=0D=0ABcc=3A_kwaad=40x.nl?="
    mail = read_mail(b"From: " + name + b" <jan@x.nl>\r\nSubject: " + subject + b"\r\n\r\nWat kost het?")
    assert mail.sender
    assert mail.sender.email == "jan@x.nl"
    assert "\n" not in mail.subject


def test_a_header_in_an_encoding_that_is_none_is_read_as_it_stands() -> None:
    mail = read_mail(b"From: jan@x.nl\nSubject: =?iso-8859-\x05y?q?kosten=E9?= \xff\n\nWat kost het?")
    assert mail.text == "Wat kost het?"


def test_a_page_with_control_characters_is_read() -> None:
    mail = read_mail(b"From: jan@x.nl\nContent-Type: text/html\n\n<p>Wat kost\x03 het&#1; <b>assessment?</b></p>")
    assert mail.text.split() == ["Wat", "kost", "het", "assessment?"]


def test_a_picture_is_no_mail(tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(BronwijsError, match="geen tekst"):
        list(read_mails(file))
