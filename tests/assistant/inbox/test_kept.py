import threading
from datetime import UTC, datetime

import pytest

from assistant.inbox import kept
from assistant.inbox.database import CannotKeep
from assistant.inbox.kept import KeptDrafts, days_from
from assistant.inbox.letter import Address
from ingest.errors import BronwijsError

DAY = 86_400


@pytest.fixture
def drafts(file) -> KeptDrafts:
    return KeptDrafts(file, days=90)


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    now = [1_000_000_000.0]
    monkeypatch.setattr(kept.time, "time", lambda: now[0])
    return now


def texts(found) -> list[str]:
    return [each.text for each in found]


@pytest.mark.parametrize("words", ["aanmelden", "Aanmelding?", "aanmeldingen", "de aanmelding", "AANMELDEN"])
def test_a_draft_is_found_by_any_form_of_a_word(drafts, reply, words):
    drafts.keep(reply("Uw aanmelding is binnen."))
    drafts.keep(reply("De kosten zijn 10 euro.", message_id="<2@voorbeeld.nl>"))
    assert texts(drafts.find(words)) == ["Uw aanmelding is binnen."]


@pytest.mark.parametrize("words", ["verlof", "jan@voorbeeld.nl", "Jansen", "1.500", "1500", "Kosten"])
def test_a_draft_is_found_by_its_compounds_writer_subject_and_numbers(drafts, reply, words):
    drafts.keep(reply("Zwangerschapsverlof kost 1.500 euro."))
    assert len(drafts.find(words)) == 1


def test_all_words_go_before_some_and_the_best_first(drafts, reply):
    for number, text in enumerate(("het rooster", "het rooster van de stage", "de stage")):
        drafts.keep(reply(text, message_id=f"<{number}@voorbeeld.nl>"))
    assert texts(drafts.find("rooster stage")) == ["het rooster van de stage"]
    assert texts(drafts.find("rooster paardrijden")) == ["het rooster", "het rooster van de stage"]
    assert drafts.find("paardrijden") == []


def test_without_words_the_latest_come_first(drafts, reply, clock):
    for number in range(3):
        clock[0] += 1
        drafts.keep(reply(f"tekst {number}", message_id=f"<{number}@voorbeeld.nl>"))
    assert texts(drafts.find("")) == texts(drafts.find("de het een")) == ["tekst 2", "tekst 1", "tekst 0"]
    assert texts(drafts.find("", limit=1)) == ["tekst 2"]


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'; DROP TABLE drafts; --",
        "a AND (b OR",
        "NEAR(x y)",
        "terms:x",
        "x*",
        "^x",
        "\0",
        "\ud800",
        "x" * 100_000,
        "{a b}: c",
        "-x",
        "💥",
    ],
)
def test_any_text_may_be_asked_for(drafts, reply, words):
    drafts.keep(reply("tekst"))
    drafts.find(words)
    assert len(drafts.find("tekst")) == 1


def test_what_a_draft_holds_comes_back(drafts, reply):
    drafts.keep(reply("Beste Jan,\n\n’t kost € 5.", sender=Address("zoë@voorbeeld.nl", "Zoë"), subject="Ëen"))
    [found] = drafts.find("kost")
    assert (found.name, found.email, found.subject, found.questions) == ("Zoë", "zoë@voorbeeld.nl", "Ëen", ("Wat kost het?",))
    assert found.text == "Beste Jan,\n\n’t kost € 5." and found.made.tzinfo is UTC


def test_halves_of_characters_from_a_broken_mail_do_no_harm(drafts, reply):
    drafts.keep(reply("tekst \udce9 \ud83d", written="vraag \udce9", subject="\udce9", sender=Address("a\udce9@voorbeeld.nl", "\udce9")))
    [found] = drafts.find("tekst")
    assert found.text == "tekst ? ?"


def test_what_the_clerk_made_of_it_takes_its_place(drafts, reply):
    drafts.keep(reply("eerste versie"))
    drafts.keep(reply("eerste versie"), text="tweede versie")
    assert texts(drafts.find("versie")) == ["tweede versie"] and drafts.find("eerste tweede")[0].text == "tweede versie"


def test_old_drafts_go_whenever_the_file_is_used_and_leave_nothing_behind(file, reply, clock):
    drafts = KeptDrafts(file, days=90)
    drafts.keep(reply("heel vertrouwelijk", message_id="<1@voorbeeld.nl>"))
    clock[0] += 60 * DAY
    drafts.keep(reply("later", message_id="<2@voorbeeld.nl>"))
    clock[0] += 31 * DAY
    assert texts(drafts.find("")) == ["later"]
    left = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"later" in left and b"vertrouwelijk" not in left
    assert kept._token("vertrouw").encode() not in left  # its words in the index, either


def test_nothing_is_kept_when_that_is_what_was_set(file, reply):
    KeptDrafts(file, days=0).keep(reply())
    assert not file.exists()
    KeptDrafts(file, days=90).keep(reply())
    assert KeptDrafts(file, days=0).find("") == [] and KeptDrafts(file, days=90).find("") == []


def test_someone_can_be_forgotten(drafts, reply):
    drafts.keep(reply(message_id="<1@voorbeeld.nl>"))
    drafts.keep(reply("blijft", message_id="<2@voorbeeld.nl>", sender=Address("an@voorbeeld.nl")))
    assert drafts.forget(" JAN@voorbeeld.nl ") == 1 and texts(drafts.find("")) == ["blijft"]
    assert drafts.forget() == 1 and drafts.find("") == []


def test_the_number_of_days_is_a_number():
    assert (days_from({}), days_from({"BRONWIJS_INBOX_DAYS": " 7 "}), days_from({"BRONWIJS_INBOX_DAYS": "0"})) == (90, 7, 0)
    for wrong in ("veel", "-1", "99999", "²"):
        with pytest.raises(BronwijsError, match="BRONWIJS_INBOX_DAYS"):
            days_from({"BRONWIJS_INBOX_DAYS": wrong})


def test_where_nothing_can_be_kept_it_says_how_to_do_without(tmp_path):
    (tmp_path / "bestand").touch()
    with pytest.raises(CannotKeep, match="BRONWIJS_INBOX_DAYS=0"):
        KeptDrafts(tmp_path / "bestand" / "inbox.db", days=90)
    KeptDrafts(tmp_path / "map" / "inbox.db", days=0)
    assert not (tmp_path / "map").exists()


def test_threads_share_the_file(drafts, reply):
    def work(number: int) -> None:
        for turn in range(5):
            drafts.keep(reply(f"tekst {number}", message_id=f"<{number}.{turn}@voorbeeld.nl>"))
            drafts.find("tekst")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drafts.find("tekst", limit=100)) == 30


def test_a_moment_is_told_in_utc(drafts, reply, clock):
    drafts.keep(reply())
    assert drafts.find("")[0].made == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
