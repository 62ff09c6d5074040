"""The page behind a form's code: what it shows, and what it keeps to itself (SVY-11, SVY-16)."""

import re
import sqlite3

from console.wiring import House
from domain.surveys.survey import Survey, survey_stream
from tests.console.surveying import (
    CONTENT,
    KEY,
    LAST,
    NOW,
    ROUND,
    WRONG,
    Waits,
    form_of,
    get,
    open_page,
    opens_nothing,
    path_of,
    post,
    sending,
    survey,
    told,
)


def test_the_page_asks_and_shows_nothing_of_the_business_but_the_round_and_the_site(house: House) -> None:
    """SVY-13: its seven themes; no unit, no name, no number of anything."""
    page = get(open_page(house), path_of(house, 1))
    assert page.status_code == 200
    assert ROUND in page.text
    assert "East Garden" in page.text
    assert page.text.count("<fieldset") == 7
    assert page.text.count('type="radio"') == 7 * 5 + 6, "an answer may be left out where it is not required"
    unit = form_of(house, 1).issued
    assert unit is not None
    for kept in (unit.unit, "Green Garden", "周女士", "desk01", "Bai He"):
        assert kept not in page.text, kept
    shown = re.sub(r"<head>.*</head>|<script.*</script>|<[^>]+>", " ", page.text, flags=re.DOTALL)
    assert str(LAST) not in shown, "how many there are"
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers


def test_the_page_speaks_the_browsers_language_until_another_is_chosen(house: House) -> None:
    app, path = open_page(house), path_of(house, 1)
    assert '<html lang="zh-CN">' in get(app, path).text
    assert '<html lang="en">' in get(app, path, language="en-GB,zh;q=0.5").text
    assert '<html lang="en">' in get(app, f"{path}?lang=en").text


def test_whatever_opens_no_form_is_answered_alike_and_after_the_same_time(house: House) -> None:
    """SVY-11: nobody learns whether a number exists, was handed out, or what its code is."""
    waits = Waits()
    app = open_page(house, waits=waits)
    answers = [get(app, path, address=f"203.0.113.{n}") for n, path in enumerate(opens_nothing(house))]
    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == 1
    assert len({tuple(sorted(one.headers.items())) for one in answers}) == 1
    assert "此码打不开问卷" in answers[0].text
    assert ROUND not in answers[0].text
    assert "East Garden" not in answers[0].text
    assert len(waits.asked) == len(answers)
    assert all(0 < one <= 0.3 for one in waits.asked)


def test_a_form_whose_key_was_erased_opens_no_more(house: House) -> None:
    app, path = open_page(house), path_of(house, 1)
    refused = get(app, path.replace(path.rpartition("/")[2], WRONG)).text
    frame = house.log.get(Survey, survey_stream("s1", KEY)).frame
    assert frame is not None
    with sqlite3.connect(house.settings.event_log) as store:
        store.execute("DELETE FROM register WHERE id = ?", [frame.key.id])
    answer = get(app, path)
    assert (answer.status_code, answer.text) == (404, refused)
    assert post(app, path, json=sending()).status_code == 404


def test_who_answered_already_is_thanked_and_does_not_see_the_answers(house: House) -> None:
    """SVY-16: one form, one household, one answer."""
    app, path = open_page(house), path_of(house, 1)
    post(app, path, json=sending(comment="电梯常停"))
    page = get(app, path)
    assert page.status_code == 200
    assert "本户已于 11月22日 16:45 作答，谢谢！" in page.text
    assert "电梯常停" not in page.text
    assert 'type="radio"' not in page.text
    second = post(app, path, json=sending("b" * 32, {"overall": 1}))
    assert (second.status_code, second.json()["state"]) == (409, "answered")
    assert form_of(house, 1).answers == CONTENT


def test_after_the_close_the_page_says_so_and_what_to_do(house: House) -> None:
    app, path = open_page(house), path_of(house, 1)
    survey(house, "close_collection", survey=KEY)
    for answer in (get(app, path), post(app, path, data={"id": "c" * 32, "theme-overall": "4"})):
        assert "下一步：" in answer.text
        assert "调查已于 11月22日 16:45 结束" in answer.text
        assert "前台" in answer.text
    script = post(app, path, json=sending())
    assert (script.status_code, script.json()["state"]) == (410, "over")
    assert told(house, 1) == ["FormIssued"]


def test_a_form_that_gave_way_sends_to_the_other_without_naming_it(house: House) -> None:
    app, path = open_page(house), path_of(house, 1)
    survey(house, "replace_form", survey=KEY, form=1, why="污损")
    answer = get(app, path)
    assert "这份问卷已换发" in answer.text
    assert "13" not in re.sub(r"<head>.*?</head>", "", answer.text, flags=re.DOTALL)
    assert post(app, path, json=sending()).status_code == 410


def test_the_page_may_run_nothing_but_its_own_files(house: House) -> None:
    page = get(open_page(house), path_of(house, 1))
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for file in re.findall(r'(?:src|href)="(/s/[^"]+)"', page.text):
        answer = get(open_page(house), file)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=604800"
    assert get(open_page(house), "/s/assets/x/routes.py").status_code == 404


def test_the_time_of_the_thanks_is_the_sites(house: House) -> None:
    assert NOW.hour == 8
    post(open_page(house), path_of(house, 1), json=sending())
    assert "16:45" in get(open_page(house), path_of(house, 1)).text
