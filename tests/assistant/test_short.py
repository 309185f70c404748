import pytest

from assistant.answer import Sentence, SentenceKind
from assistant.short import short_answer, with_short_answer


@pytest.mark.parametrize(
    ("question", "text", "short"),
    [
        ("Tot wanneer kan ik me aanmelden?", "Aanmelden kan vóór 14 september 2025.", ("14 september 2025",)),
        ("Wat kost de reis?", "De reis kost € 1.250 en duurt 4 dagen.", ("€ 1.250",)),
        ("Hoeveel studenten doen er mee?", "Op 4 scholen doen 35 studenten mee.", ("35",)),
        ("Hoe lang duurt de opleiding?", "De opleiding duurt twee jaar, op niveau 4.", ("twee jaar",)),
        ("Wat is het mailadres van de school?", "Mail naar info@school.nl.", ("info@school.nl",)),
        ("Naar welk mailadres kan ik schrijven?", "Mail a@b.nl, c@d.nl of e@f.nl.", ()),  # which of them, is for a reader to see
        ("Wat gebeurde er in 2024?", "In 2024 begonnen 35 studenten.", ()),
        ("Hoeveel studenten begonnen er in 2024?", "In 2024 begonnen 35 studenten.", ("35",)),
        ("Wat is een mentor?", "Een mentor begeleidt 3 studenten.", ()),
    ],
)
def test_the_short_answer_is_what_was_asked_as_it_stands_there(question: str, text: str, short: tuple[str, ...]) -> None:
    assert short_answer(question, text) == short


def test_only_the_first_statement_that_holds_it_carries_it() -> None:
    ours = Sentence("Onder ‘Kosten 2 januari 2024’:", SentenceKind.CONNECTIVE)
    plain = Sentence("Aanmelden kan nog.", SentenceKind.STATEMENT)
    dated = Sentence("Dat kan tot 1 mei 2026.", SentenceKind.STATEMENT)
    found = with_short_answer("Tot wanneer kan het?", [ours, plain, dated, dated])
    assert [sentence.short for sentence in found] == [(), (), ("1 mei 2026",), ()]
