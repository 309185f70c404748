import json
from datetime import date

from assistant.inbox.compose import reply_to
from assistant.inbox.ledger import as_text, to_json
from assistant.inbox.letter import Address, Mail
from assistant.inbox.understand import understand

MAIL = Mail("Wat kost het geschiktheidsonderzoek?", "Kosten", Address("kim@x.nl", "Kim"), message_id="<a@x.nl>", source="a.eml")


def test_the_draft_and_below_it_what_was_found(assistant):
    said = as_text(reply_to(understand(MAIL), assistant, signature="Loket", today=date(2025, 11, 4)))
    assert said.startswith("Aan: Kim <kim@x.nl>\nOnderwerp: Re: Kosten\n\nBeste Kim,")
    draft, ledger = said.split("Kladblok")
    assert "1.250 euro" in draft
    assert "Vraag 1: Wat kost het geschiktheidsonderzoek?" in ledger and "beantwoord" in ledger and "“Het geschiktheidsonderzoek" in ledger


def test_a_mail_without_a_draft_says_why():
    from assistant.inbox.letter import Reply

    assert as_text(Reply(understand(Mail("Bedankt!")))) == "Geen antwoord gemaakt: er staat geen vraag in deze mail."


def test_the_json_is_a_contract(assistant):
    made = json.loads(json.dumps(to_json(reply_to(understand(MAIL), assistant, signature="Loket", today=date(2025, 11, 4)))))
    assert list(made) == [
        "schema", "source", "message_id", "from", "subject", "text", "no_reply", "name", "informal", "language", "urgent", "about",
        "entries", "to_check",
    ]  # fmt: skip
    assert made["from"] == {"email": "kim@x.nl", "name": "Kim"} and made["no_reply"] is None
    assert list(made["entries"][0]) == ["text", "question", "answer"]
    assert made["entries"][0]["answer"]["status"] == "answered"
