import pytest

from assistant.inbox.cut import cut

OWN = "Hallo,\n\nMet de volgende vragen kom ik er niet uit:\n- Wat kost het?\n- Hoe lang duurt het?"


@pytest.mark.parametrize(
    "history",
    [
        "Op di 4 nov 2025 om 10:11 schreef Jan Jansen <jan@x.nl>:\n> hallo",
        "Op di 4 nov 2025 om 10:11 schreef Jan Jansen met een hele lange naam\n<jan@eenheellangdomein.nl>:\n\n> hallo",
        "Op 4 nov. 2025 om 10:11 heeft Jan <jan@x.nl> het volgende geschreven:\n\nhallo",
        "Jan Jansen schreef op 4-11-2025 10:11:\n> hallo",
        "On Tue, Nov 4, 2025 at 10:11 AM Jan <jan@x.nl> wrote:\n> hello",
        "________________________________\nVan: Jan <jan@x.nl>\nVerzonden: maandag\nAan: mij\nOnderwerp: vraag\n\nhallo",
        "*Van:* Jan <jan@x.nl>\n*Verzonden:* maandag\n*Aan:* mij\n*Onderwerp:* vraag\n\nhallo",
        "-----Original Message-----\nFrom: Jan\nSent: Monday\nTo: me\n\nhello",
        "---------- Forwarded message ---------\nVan: Jan <jan@x.nl>\nDate: ma 3 nov\nSubject: vraag\nTo: mij\n\nhallo",
    ],
)
def test_what_stood_there_before_is_history(history):
    parts = cut(f"{OWN}\n\n{history}")
    assert parts.text == OWN
    assert parts.history.split() == history.split()


def test_answers_between_quoted_lines_stay():
    parts = cut("> Wanneer komt u?\nOp maandag. Kan dat?\n> Met wie?\nAlleen.")
    assert parts.text == "Op maandag. Kan dat?\nAlleen."
    assert parts.history == "> Wanneer komt u?\n> Met wie?"


@pytest.mark.parametrize(
    "signature",
    [
        "Met vriendelijke groet,\n\nKim de Wit\nDocent",
        "Mvg Kim",
        "Groetjes!\nKim",
        "Hoogachtend,\nmevr. K. de Wit",
        "Vriendelijke groeten van Kim",
        "Alvast bedankt!\n\nKim",
        "-- \nKim de Wit",
        "Kind regards,\nKim",
        "Kim",
        "Verzonden vanaf mijn iPhone",
    ],
)
def test_how_a_mail_closes_is_its_signature(signature):
    parts = cut(f"{OWN}\n\n{signature}")
    assert (parts.text, parts.signature.split()) == (OWN, signature.split())


def test_a_closing_behind_the_last_sentence():
    parts = cut("Hoi, wat kost het? Groetjes Kim")
    assert (parts.text, parts.signature) == ("Hoi, wat kost het?", "Groetjes Kim")


@pytest.mark.parametrize(
    "text", ["Met vriendelijke groeten aan uw collega vraag ik wat het kost.", "Dank voor uw mail.\nWat kost het dan precies?"]
)
def test_a_greeting_or_thanks_in_the_text_closes_nothing(text):
    assert cut(f"Hallo,\n\n{text}").text.endswith(text)


def test_a_postscript_is_text():
    parts = cut(f"{OWN}\n\nGroet,\nKim\n\nPS: Is er ook parkeergelegenheid?")
    assert parts.text.endswith("Is er ook parkeergelegenheid?")
    assert parts.signature == "Groet,\nKim"


def test_a_disclaimer_is_no_text_wherever_it_stands():
    above = "LET OP: deze e-mail komt van buiten de organisatie."
    below = "De informatie in dit e-mailbericht is uitsluitend bestemd voor de geadresseerde.\nEr kunnen geen rechten aan worden ontleend."
    parts = cut(f"{above}\n\n{OWN}\n\n{below}")
    assert parts.text == OWN
    assert above in parts.signature and below in parts.signature


def test_long_lines_of_one_kind_take_no_long_time():
    parts = cut("Van: a\n" * 3000 + "Op " * 3000 + "\n" + "Met " * 3000)
    assert parts.text or parts.history
