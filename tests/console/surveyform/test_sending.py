"""What a household sends from the page behind its form's code, and how often it counts (SVY-11, SVY-16)."""

import asyncio
import re
import secrets
from datetime import timedelta
from typing import Any

import httpx
import pytest

from console.wiring import House
from domain.errors import Refused
from tests.console.gatehouse import run
from tests.console.surveying import (
    CONTENT,
    KEY,
    Clock,
    form_of,
    get,
    household,
    open_page,
    opens_nothing,
    path_of,
    post,
    sending,
    survey,
    told,
)


def test_answers_that_open_nothing_are_refused_alike_and_nothing_is_recorded(house: House) -> None:
    app, head = open_page(house), house.log.head()
    answers = [post(app, path, json=sending()) for path in opens_nothing(house)[:9]]
    assert {(one.status_code, one.text) for one in answers} == {(404, answers[0].text)}
    assert answers[0].json()["state"] == "refused"
    assert house.log.head() == head


def test_a_household_answers_once_through_the_survey_page_in_nobodys_name(house: House, clock: Clock) -> None:
    """SVY-16."""
    app, path = open_page(house), path_of(house, 1)
    clock.now += timedelta(hours=1)
    answer = post(app, path, json=sending(comment="电梯常停"))
    assert (answer.status_code, answer.json()["state"]) == (200, "sent")
    assert "11月22日 17:45" in answer.json()["html"]
    form = form_of(house, 1)
    assert (form.answers, form.source, form.is_valid) == (CONTENT, "page", True)
    recorded = house.log.stream(f"form:s1:{KEY}:00001")[-1]
    assert (recorded.through, recorded.by, recorded.doer) == ("survey page", "", "")
    assert house.log.texts([form.comments[0].id]) == {form.comments[0].id: "电梯常停"}


def test_the_same_sending_again_is_acknowledged_as_the_same(house: House) -> None:
    """SVY-16: an acknowledgement that was lost on a weak line costs no second form, even after the close."""
    app, path = open_page(house), path_of(house, 1)
    first = post(app, path, json=sending())
    head = house.log.head()
    again = post(app, path, json=sending())
    assert (again.status_code, again.json()) == (200, first.json())
    survey(house, "close_collection", survey=KEY)
    assert post(app, path, json=sending()).json() == first.json()
    assert told(house, 1) == ["FormIssued", "FormAnswered"]
    assert house.log.head() == head + 1, "the close alone"


def test_every_reason_stands_beside_its_question_and_what_was_typed_stays(house: House) -> None:
    app, path = open_page(house), path_of(house, 1)
    script = post(app, path, json=sending(answers={"security": 7}), language="en")
    assert script.status_code == 422
    assert script.json()["reasons"] == [
        {
            "theme": "security",
            "text": "“Security”: 7 is not on the scale of 1 to 5. Next: correct it.",
        },
        {"theme": "overall", "text": "“Overall” is not answered. Next: choose an answer."},
    ]
    plain = post(
        app, path, data={"id": "d" * 32, "theme-security": "2", "comment": "<b>灯</b>"}, language="en"
    )
    assert plain.status_code == 422
    assert 'data-theme="overall"><li>“Overall” is not answered.' in plain.text
    assert 'name="theme-security" value="2" checked' in plain.text
    assert "&lt;b&gt;灯&lt;/b&gt;</textarea>" in plain.text
    assert told(house, 1) == ["FormIssued"]


def test_without_a_script_the_form_is_posted_and_leads_to_the_thanks(house: House) -> None:
    app, path = open_page(house), path_of(house, 3)
    id = re.search(r'name="id" value="(\w+)"', get(app, f"{path}?lang=en").text)
    assert id is not None
    fields = {"id": id[1], "theme-security": "5", "theme-overall": "4", "theme-charge": "", "comment": " "}
    answer = post(app, f"{path}?lang=en", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?lang=en")
    assert "Answered on 22 Nov 16:45" in get(app, answer.headers["location"]).text
    assert (form_of(house, 3).answers, form_of(house, 3).comments) == (CONTENT, ())


def test_the_same_form_sent_twenty_times_at_once_counts_once(house: House) -> None:
    """SVY-16: whether it is one sending tried again, or twenty of different people."""
    app = open_page(house)

    async def rush(path: str, sendings: list[dict[str, Any]]) -> list[httpx.Response]:
        async with household(app) as browser:
            return await asyncio.gather(*(browser.post(path, json=one) for one in sendings))

    same = run(rush(path_of(house, 4), [sending()] * 20))
    assert [one.status_code for one in same] == [200] * 20
    assert told(house, 4) == ["FormIssued", "FormAnswered"]
    different = run(rush(path_of(house, 5), [sending(f"{n:032}", {"overall": 1 + n % 5}) for n in range(20)]))
    assert sorted(one.status_code for one in different) == [200] + [409] * 19
    assert told(house, 5) == ["FormIssued", "FormAnswered"]


def test_a_sending_whose_twin_comes_through_while_it_is_decided_is_acknowledged_too(house: House) -> None:
    """SVY-16: the browser's second try overtakes the first, which is still on its way."""
    code = path_of(house, 6).rpartition("/")[2]
    given = {"id": "twin", "site": "s1", "by": "", "do": "survey.answer_form", "survey": KEY, "form": 6}
    given |= {"code": code, "answers": CONTENT, "comment": "电梯常停"}
    overtaken = iter([True])

    def random(size: int) -> bytes:
        if next(overtaken, False):
            house.door("survey page").submit(given)
        return secrets.token_bytes(size)

    done = house.door("survey page", random).submit(given)
    assert (done.repeated, told(house, 6)) == (True, ["FormIssued", "FormAnswered"])


@pytest.mark.parametrize("id", ["", "short", "x" * 65, "with space in it", "tabs\tand:colons"])
def test_a_sending_without_an_id_of_its_own_opens_nothing(house: House, id: str) -> None:
    answer = post(open_page(house), path_of(house, 1), json=sending(id))
    assert (answer.status_code, told(house, 1)) == (404, ["FormIssued"])


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff\xfe", b'{"id": 3}', b"a=1&" * 100])
def test_what_is_no_form_is_refused_and_harms_nothing(house: House, body: bytes) -> None:
    app = open_page(house)
    for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = post(app, path_of(house, 1), content=body, headers={"content-type": kind})
        assert answer.status_code == 404
    assert told(house, 1) == ["FormIssued"]


def test_more_than_a_form_can_hold_is_not_read(house: House) -> None:
    app, path = open_page(house), path_of(house, 1)
    long = post(app, path, json=sending(comment="长" * 20_000))
    assert (long.status_code, long.json()["reasons"][0]["theme"]) == (413, "comment")
    fits = post(app, path, data={"id": "e" * 32, "theme-overall": "4", "comment": "长" * 4000})
    assert fits.status_code == 303, "the longest remark, as a plain form writes it"


def test_a_remark_beyond_the_doors_limit_is_refused_beside_the_remarks(house: House) -> None:
    answer = post(open_page(house), path_of(house, 1), json=sending(comment="x" * 4001))
    assert answer.status_code == 422
    assert answer.json()["reasons"] == [{"theme": "comment", "text": "“意见和建议”太长。下一步：改短一些。"}]


def test_a_page_of_somebody_else_cannot_send_a_form(house: House) -> None:
    elsewhere = {"origin": "https://evil.example"}
    answer = post(open_page(house), path_of(house, 1), json=sending(), headers=elsewhere)
    assert (answer.status_code, told(house, 1)) == (403, ["FormIssued"])


@pytest.mark.parametrize("said", ["five", 4.5, True, None, [4], {"4": 1}, "4", ""])
def test_an_answer_that_is_no_figure_is_asked_for_in_the_household_s_words(house: House, said: Any) -> None:
    app, path = open_page(house), path_of(house, 1)
    wrong = sending(answers={"security": said, "overall": 4})
    for language, text in (("en", "Please choose one of the answers below."), ("zh", "请在下面选一个答案。")):
        answer = post(app, path, json=wrong, language=language)
        assert (answer.status_code, answer.json()["reasons"]) == (422, [{"theme": "security", "text": text}])
    assert told(house, 1) == ["FormIssued"]


def test_answers_to_what_nobody_asked_are_refused_in_words_too(house: House) -> None:
    app, path = open_page(house), path_of(house, 1)
    for answers in ({"nobody": "x"}, {str(n): 1 for n in range(50)}):
        (reason,) = post(app, path, json=sending(answers=answers), language="en").json()["reasons"]
        assert reason["theme"] == ""
        assert "do not belong to this form" in reason["text"]
    assert told(house, 1) == ["FormIssued"]


@pytest.mark.parametrize("keyed", [0, 1])
def test_a_form_that_came_back_on_paper_is_not_answered_on_the_page_as_well(
    house: House, clock: Clock, keyed: int
) -> None:
    """SVY-16: a household answers once; whoever has the page open still is told why, and nothing is recorded."""
    app, path = open_page(house), path_of(house, 1)
    assert "<fieldset" in get(app, path).text
    clock.now += timedelta(hours=1)
    survey(house, "return_forms", survey=KEY, forms=[1])
    for _ in range(keyed):
        survey(house, "key_form", survey=KEY, form=1, answers=CONTENT)
    before = told(house, 1)
    sent = post(app, path, json=sending(), language="en")
    assert (sent.status_code, sent.json()["state"]) == (409, "handed in")
    assert "Your paper form came back to us on 22 Nov 17:45." in sent.json()["html"]
    seen = get(app, path)
    assert (seen.status_code, "<fieldset" in seen.text) == (200, False)
    assert "您的纸质问卷已于11月22日 17:45交回" in seen.text
    assert told(house, 1) == before


def test_a_form_answered_on_the_page_is_not_taken_back_on_paper_nor_keyed(house: House) -> None:
    """SVY-16: the other way round, the surveyor is told that the household answered."""
    post(open_page(house), path_of(house, 2), json=sending())
    for command, given in (
        ("return_forms", {"forms": [2]}),
        ("key_form", {"form": 2, "answers": CONTENT}),
        ("note_visit", {"form": 2, "outcome": "absent"}),
    ):
        with pytest.raises(Refused) as refusal:
            survey(house, command, survey=KEY, **given)
        assert "Form {number} was answered at {at}: a household answers once." in [
            one.text for one in refusal.value.reasons
        ]
    assert told(house, 2) == ["FormIssued", "FormAnswered"]
