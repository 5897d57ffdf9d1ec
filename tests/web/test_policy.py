"""The page of the policy: every paragraph, what carries it out, the rules, and the official text when it is loaded."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import Role
from comity.kernel import official
from comity.policy import pack, parse_official, trace
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def own_text(paragraphs: int = 18) -> str:
    """A text with as many paragraphs as the policy, in words of this test."""
    return "A TITLE\n\n" + "\n\n".join(f"{number}. Words of article {number}." for number in range(1, paragraphs + 1))


def test_everybody_reads_all_paragraphs_in_both_languages(client: Client) -> None:
    for language, rules, other in (
        ("en", "Working rules", "Règles de travail"),
        ("fr", "Règles de travail", "Working"),
    ):
        text = client.get(f"/{language}/policy/").content.decode()
        assert rules in text
        assert other not in text
        for clause in pack().clauses.values():
            assert f'id="{clause.anchor}"' in text
            assert clause.ref in text
        for rule in pack().rules.values():
            assert f'id="{rule.anchor}"' in text


def test_each_duty_shows_its_rules_and_tests_or_why_it_has_none(client: Client) -> None:
    text = client.get("/en/policy/").content.decode()
    for line in trace().lines.values():
        if line.reason is None:
            assert all(f"<code>{name}</code>" in text for name in (*line.rules, *line.tests))
    (reason,) = {line.reason.en for line in trace().lines.values() if line.key == "made-together" and line.reason}
    assert reason in text


def test_the_trace_names_every_paragraph_its_carriers_and_the_refusals_that_rest_on_it(client: Client) -> None:
    data = client.get("/en/policy/policy.json").json()
    assert data["pack"] == "2011"
    assert [one["ref"] for one in data["paragraphs"]] == list(pack().clauses)
    thirteen = next(one for one in data["paragraphs"] if one["ref"] == "P§13")
    assert "programmes.tool_not_opened" in thirteen["refusals"]
    opens = next(duty for duty in thirteen["duties"] if duty["key"] == "council-opens")
    assert opens["rules"] == ["parties.may_open_tool", "programmes.may_begin"]
    assert all("::test_" in name for name in opens["tests"])


def test_the_official_text_stands_beside_our_words_once_it_is_loaded(client: Client, tmp_path: Path) -> None:
    assert "Words of article" not in client.get("/en/policy/").content.decode()
    file = tmp_path / "policy.txt"
    file.write_text(own_text(), encoding="utf-8")
    assert official.load(file, NOW) == 18
    assert official.load(file, NOW) == 18, "loading again replaces"
    text = client.get("/fr/policy/").content.decode()
    assert text.count("Words of article") == 18
    assert official.paragraph(13) == "Words of article 13."


def test_a_text_that_is_not_the_policy_is_refused_and_the_one_before_stays(tmp_path: Path) -> None:
    file = tmp_path / "policy.txt"
    file.write_text(own_text(), encoding="utf-8")
    official.load(file, NOW)
    file.write_text(own_text(17), encoding="utf-8")
    with pytest.raises(official.WrongTextError, match=r"17 numbered paragraphs, the policy has 18; missing: 18"):
        official.load(file, NOW)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(official.WrongTextError, match="not a text in UTF-8"):
        official.load(file, NOW)
    assert len(official.paragraphs()) == 18
    assert set(parse_official(own_text())) == set(range(1, 19))


def test_numbers_are_live_and_only_of_what_the_reader_may_see(client: Client) -> None:
    from comity.kernel.scope import reading  # noqa: PLC0415
    from comity.web.policy import numbers  # noqa: PLC0415
    from tests.nominations import world  # noqa: PLC0415

    with reading({"public"}):
        before = numbers.live(NOW)
    world.cast()
    world.activity(455)
    world.activity(456, audience=["staff"])
    with reading({"public"}):
        after = numbers.live(NOW)
    assert set(after) <= set(pack().carriers)
    assert after["menu.activities"] == before["menu.activities"] + 1
    assert after["menu.partner_offers"] == before["menu.partner_offers"] + 1
    assert "the one menu of activities" in client.get("/en/policy/").content.decode()


def test_nobody_is_led_to_a_place_that_is_closed_to_them(
    client: Client, sign_in: Callable[[Client, Any], Client]
) -> None:
    closed = {"XA": "/en/engagement/dialogues/", "FR": "/en/presence/missions/"}
    for party, place in closed.items():
        sign_in(client, factories.account(party, Role.MISSION_OFFICER if party == "XA" else Role.DELEGATE))
        page = client.get("/en/policy/").content.decode()
        assert client.get(place).status_code == 404
        assert f'href="{place}"' not in page
        (other,) = set(closed.values()) - {place}
        assert f'href="{other}"' in page
        assert client.get(other).status_code == 200
