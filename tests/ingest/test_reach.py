"""Whether an address answers is asked politely, and none of what stands there is read."""

from __future__ import annotations

import time

from ingest.reach import Reach


def test_an_address_that_answers_has_no_reason(site):
    assert Reach(allow_private=True, pause=0)(site.puts("/gids", b"x" * 100)) == ""


def test_one_that_is_gone_has(site):
    assert "404" in Reach(allow_private=True, pause=0)(site.at("/weg"))


def test_it_follows_to_where_an_address_has_moved(site):
    site.puts("/nieuw", b"tekst")
    assert Reach(allow_private=True, pause=0)(site.sends_on("/oud", "/nieuw")) == ""
    assert "404" in Reach(allow_private=True, pause=0)(site.sends_on("/kwijt", "/nergens"))


def test_a_large_file_is_not_read(site):
    def answer(request):
        request.send_response(200)
        request.send_header("Content-Length", str(10**12))
        request.end_headers()

    assert Reach(allow_private=True, pause=0)(site.does("/film", answer)) == ""


def test_a_website_is_not_asked_more_often_than_it_should(site):
    reach, began = Reach(allow_private=True, pause=0.3), time.monotonic()
    reach(site.puts("/een", b"1"))
    reach(site.puts("/twee", b"2"))
    assert time.monotonic() - began >= 0.3


def test_the_own_network_is_left_alone(site):
    assert "eigen netwerk" in Reach(pause=0)(site.puts("/gids", b"x"))
    assert site.asked == []
