"""What members write is shown as they meant it, and nothing in it reaches whoever reads."""

import pytest
from hypothesis import given, settings

from counterpart.stories.markdown import clean, render
from tests.stories.attacks import ATTACKS, WRITTEN, wrong_in


def test_there_are_three_hundred_attacks_and_more_each_of_its_own() -> None:
    assert len(set(ATTACKS)) == 400


def test_no_attack_comes_through() -> None:
    through = {attack: wrong for attack in ATTACKS if (wrong := wrong_in(render(attack)))}
    assert through == {}


def test_the_judge_sees_each_attack_that_is_not_cleaned() -> None:
    """Were the judge blind, the test above could not fail."""
    assert [
        wrong_in(f"<p>{tag}</p>") for tag in ("<b>", "<a href='javascript:1'>", "<p id=x>", "<!-- -->")
    ] == [
        ["b"],
        ["a {'href': 'javascript:1'}"],
        ["p id"],
        ["a comment"],
    ]


@pytest.mark.parametrize(
    ("address", "after"),
    [
        ("", ""),
        ("/accounts/logout/", ""),
        ("http:///elsewhere.invalid", " (elsewhere.invalid)"),
        ("http://good.example@elsewhere.invalid/", " (elsewhere.invalid)"),
        ("http://good.example%2eelsewhere.invalid/", " (good.example%2eelsewhere.invalid)"),
        ("mailto:amina@good.example?bcc=eve@elsewhere.invalid", " (amina@good.example)"),
        ("https://elsewhere.invalid/", ""),
        ("https://elsewhere.invalid/", " (good.example)"),
        ("https://elsewhere.invalid/", "</p><p> (elsewhere.invalid)"),
    ],
)
def test_the_judge_sees_a_link_that_does_not_say_where_it_leads(address: str, after: str) -> None:
    rel = "nofollow noopener noreferrer"
    assert wrong_in(f'<p><a href="{address}" rel="{rel}">good.example</a>{after}</p>') != []


@settings(max_examples=2000, deadline=None)
@given(written=WRITTEN)
def test_whatever_is_written_only_what_is_listed_comes_out_and_cleaning_it_again_changes_nothing(
    written: str,
) -> None:
    html = render(written)
    assert (wrong_in(html), clean(html)) == ([], html)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# Monday\n\nI *did* **it**.", "<h3>Monday</h3>\n<p>I <em>did</em> <strong>it</strong>.</p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        (
            "[my bank](https://evil.example/x)",
            '<p><a href="https://evil.example/x" rel="nofollow noopener noreferrer">my bank</a>'
            " (evil.example)</p>\n",
        ),
        (
            "<https://a.example>",
            '<p><a href="https://a.example" rel="nofollow noopener noreferrer">https://a.example</a></p>\n',
        ),
        (
            "[Amina](mailto:amina@a.example)",
            '<p><a href="mailto:amina@a.example" rel="nofollow noopener noreferrer">Amina</a>'
            " (amina@a.example)</p>\n",
        ),
        ("[out](/accounts/logout/)", "<p>out</p>\n"),
        ("[nowhere]()", "<p>nowhere</p>\n"),
        (
            "<http://good.example@elsewhere.invalid/>",
            "<p>http://good.example@elsewhere.invalid/</p>\n",
        ),
        ("[x](http:///a.example) [y](https://a%2eb/) [z](mailto:a@b.example?bcc=c@d)", "<p>x y z</p>\n"),
        ("[x](https://[1/)", "<p>x</p>\n"),
        ("half a \ud83d", "<p>half a ?</p>\n"),
    ],
)
def test_what_is_meant_is_shown_and_a_link_says_where_it_leads(written: str, shown: str) -> None:
    assert render(written) == shown
