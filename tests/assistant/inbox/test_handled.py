from assistant.inbox import handled
from assistant.inbox.handled import Handled


def test_a_mark_is_of_one_mailbox(file):
    Handled(file, "een").add("k1")
    assert Handled(file, "een").has("k1")
    assert not Handled(file, "een").has("k2")
    assert not Handled(file, "twee").has("k1")


def test_a_mark_goes_a_year_after_its_mail_was_last_met(file, monkeypatch):
    day, now = 86_400, [1_000_000_000.0]
    monkeypatch.setattr(handled.time, "time", lambda: now[0])
    Handled(file, "een").add("k1")
    Handled(file, "een").add("k2")
    now[0] += 300 * day
    assert Handled(file, "een").has("k1")  # it is unseen still
    now[0] += 300 * day
    assert Handled(file, "een").has("k1") and not Handled(file, "een").has("k2")
