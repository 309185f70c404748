"""The numbers that are counted in an OpenDocument text, from its parts as programs write them."""

import pytest
from lxml import etree

from ingest.load.odt_numbers import counted_marks, tag, whole

NAMES = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("text", "style"))


def parsed(content: str) -> etree._Element:
    return etree.fromstring(f"<text:all{NAMES}>{content}</text:all>")


def look(*levels: str, name: str = "L") -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def level(at: int, form: str = "1", suffix: str = ".", more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" style:num-suffix="{suffix}" {more}/>'


def listed(*items: str, about: str = 'text:style-name="L"') -> str:
    return f"<text:list {about}>{''.join(items)}</text:list>"


def item(*inner: str, about: str = "") -> str:
    return f"<text:list-item {about}><text:p/>{''.join(inner)}</text:list-item>"


def marks(looks: str, body: str) -> list[str]:
    """What is shown before each paragraph and heading."""
    found = counted_marks(tree := parsed(body), [parsed(looks)])
    return [found.get(each, "") for each in tree.iter(tag("text:p"), tag("text:h"))]


@pytest.mark.parametrize(
    ("form", "expected"), [("1", ["1.", "2."]), ("a", ["a.", "b."]), ("I", ["I.", "II."]), ("", ["", ""]), ("一", ["", ""])]
)
def test_a_list_is_counted_in_its_own_form(form, expected):
    assert marks(look(level(1, form)), listed(item(), item())) == expected


def test_a_bullet_and_a_list_without_a_look_have_no_number():
    bullet = look('<text:list-level-style-bullet text:level="1"/>')
    assert marks(bullet, listed(item()) + listed(item(), about="") + listed(item(), about='text:style-name="X"')) == ["", "", ""]


def test_a_level_shows_those_above_it_and_begins_anew_below_each():
    looks = look(level(1), level(2, suffix="", more='text:display-levels="2" style:num-prefix="§ "'))
    inner = listed(item(), item(), about="")
    assert marks(looks, listed(item(inner), item(inner))) == ["1.", "§ 1.1", "§ 1.2", "2.", "§ 2.1", "§ 2.2"]


def test_a_list_begins_anew_unless_it_says_that_it_goes_on():
    on = 'text:style-name="L" text:continue-numbering="true"'
    assert marks(look(level(1)), listed(item(), item()) + listed(item()) + listed(item(), about=on)) == ["1.", "2.", "1.", "2."]


def test_an_item_that_only_holds_a_list_is_not_counted():
    inner = listed(item(), about="")
    on = 'text:style-name="L" text:continue-list="a"'
    body = listed(item(inner)) + listed(f"<text:list-item>{inner}</text:list-item>", item(), about=on)
    assert marks(look(level(1), level(2, "a")), body) == ["1.", "a.", "b.", "2."]


def test_a_list_or_an_item_may_say_where_it_begins():
    looks = look(level(1, more='text:start-value="3"'))
    assert marks(looks, listed(item(), item(about='text:start-value="9"'), item())) == ["3.", "9.", "10."]


def test_headings_are_counted_over_the_whole_text_where_they_have_a_look():
    levels = '<text:outline-level-style text:level="{}" style:num-format="1" text:display-levels="{}"/>'
    outline = f"<text:outline-style>{levels.format(1, 1)}{levels.format(2, 2)}</text:outline-style>"
    body = "".join(f'<text:h text:outline-level="{at}"/>' for at in (1, 2, 2, 1, 2)) + '<text:h text:is-list-header="true"/>'
    assert marks(outline, body) == ["1", "1.1", "1.2", "2", "2.1", ""]
    assert marks("", body) == [""] * 6


def test_an_attribute_that_is_no_number_counts_as_none():
    assert (whole("12", 1), whole("-1", 1), whole("", 1), whole(None, 4)) == (12, 1, 1, 4)
