from datetime import UTC, datetime

from assistant.inbox.answer_mailbox import Happened, MailReport, Round
from assistant.inbox.kept import KeptDraft
from assistant.inbox.letter import NoReply
from assistant.inbox.tell import kept_json, kept_text, mail_json, mail_line, round_line

CAME = datetime(2026, 3, 12, 9, 5, tzinfo=UTC)


def test_each_thing_that_can_happen_is_told():
    made = MailReport("7", CAME, Happened.DRAFTED)
    assert mail_line(made) == "Bericht 7 van 12 maart 2026, 09:05 uur: concept gemaakt."
    assert "alleen het begin is gelezen" in mail_line(MailReport("7", CAME, Happened.DRAFTED, is_whole=False))
    assert mail_line(MailReport("7", CAME, Happened.NO_REPLY, no_reply=NoReply.SPAM)).endswith("dit lijkt spam.")
    assert mail_line(MailReport("7", None, Happened.NO_REPLY)) == "Bericht 7: geen antwoord gemaakt."
    assert all(mail_line(MailReport("7", None, happened)) for happened in Happened)


def test_a_round_is_told_in_a_sentence():
    mails = tuple(MailReport(str(number), CAME, happened) for number, happened in enumerate([Happened.DRAFTED] * 2 + [Happened.FAILED]))
    said = round_line(Round(mails, 4, "Concepten"), days=30)
    assert (
        said.startswith("2 concepten gemaakt in de map ‘Concepten’ en 1 mail is mislukt.") and "30 dagen" in said and said.endswith(": 4.")
    )


def test_a_mail_is_told_to_programs_without_a_word_of_it():
    record = mail_json(MailReport("7", CAME, Happened.NO_REPLY, no_reply=NoReply.SPAM))
    assert record == {"uid": "7", "arrived": CAME.isoformat(), "happened": "no_reply", "reason": "", "no_reply": "spam", "is_whole": True}


def test_a_kept_draft_is_shown_with_to_whom_it_was():
    draft = KeptDraft(1, CAME, "Jan", "jan@voorbeeld.nl", "Re: Kosten", ("Wat kost het?",), "Beste Jan,")
    assert "Aan: Jan <jan@voorbeeld.nl>\nOnderwerp: Re: Kosten" in kept_text(draft) and kept_text(draft).endswith("\n\nBeste Jan,\n")
    assert kept_json(draft)["questions"] == ["Wat kost het?"] and "id" not in kept_json(draft)
