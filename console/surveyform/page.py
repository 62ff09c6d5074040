"""What the page behind a form's code says, in either language; everything typed by anybody is escaped."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Literal

import msgspec

from console.languages import LANGUAGES, Translator
from console.signin import assets as sign_in
from console.surveyform import assets
from console.surveyform.opening import Opened
from console.surveyform.reading import THEME, Sent
from domain.errors import Term
from domain.surveys.questionnaire import Questionnaire, Theme

HERE = Path(__file__).parent
NAMES = {"zh": "中文", "en": "English"}
TAGS = {"zh": "zh-CN", "en": "en"}
COMMENT = "comment"
LONGEST_COMMENT = 4000
_HAN = re.compile(r"[\u4e00-\u9fff]")
Kind = Literal["sent", "no"]


class Beside(msgspec.Struct, frozen=True):
    """One reason in plain words; ``theme`` is the question it belongs to, ``comment``, or empty."""

    theme: str
    text: str


class Page(msgspec.Struct, frozen=True):
    """In whose words a page speaks, and what it may name: the site and the round, or neither."""

    speaks: Translator
    site: str = ""
    title: str = ""


def form_page(page: Page, opened: Opened, sent: Sent, reasons: Sequence[Beside] = ()) -> str:
    """The questionnaire, with what was typed and what stands in its way beside each question."""
    t, sheet = page.speaks.t, opened.survey.questionnaire
    beside = _grouped(reasons)
    main = _template("form.html").substitute(
        notice=_notice(page.speaks, beside.get("", []), shown=bool(reasons)),
        id=escape(sent.id),
        lead=escape(
            t(
                "Choose one answer to each question; those marked “required” must be answered. One form counts for "
                "one household, and it cannot be changed once it is sent."
            )
        ),
        themes="".join(_question(page.speaks, sheet, one, sent, beside) for one in sheet.themes),
        comment_label=escape(t("Remarks (optional)")),
        comment_advice=escape(
            t("What should be done better? Please leave out names, telephone numbers and the like.")
        ),
        comment_reasons=_reasons(COMMENT, beside),
        longest=LONGEST_COMMENT,
        comment=escape(sent.comment),
        standing=escape(t("Not sent yet.")),
        send=escape(t("Send")),
        words=json.dumps(_words(page.speaks), ensure_ascii=False).replace("<", "\\u003c"),
    )
    return _whole(page, "form", main, assets.address("page.js"))


def said_page(page: Page, kind: Kind, headline: str, *lines: str) -> str:
    """A page that only says something; where the household has answered, its browser forgets what was typed."""
    script = assets.address("done.js") if kind == "sent" else ""
    return _whole(page, "told", said(kind, headline, *lines), script)


def said(kind: Kind, headline: str, *lines: str) -> str:
    """What such a page says, to take the form's place."""
    rest = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f'<section class="said {kind}" role="status"><h2>{escape(headline)}</h2>{rest}</section>'


def _whole(page: Page, kind: str, main: str, script: str) -> str:
    title = page.title or page.speaks.t("Satisfaction survey")
    return _template("frame.html").substitute(
        lang=page.speaks.locale,
        title=escape(title),
        title_lang=_foreign(title, page.speaks),
        site=escape(page.site),
        site_lang=_foreign(page.site, page.speaks),
        mark=sign_in.address("mark.svg"),
        css=assets.address("page.css"),
        scripts=f'<script type="module" src="{script}"></script>' if script else "",
        kind=kind,
        language=escape(page.speaks.t("Language")),
        languages=_languages(page.speaks),
        main=main,
    )


def _foreign(text: str, speaks: Translator) -> str:
    """The ``lang`` of a name in Chinese on an English page."""
    return ' lang="zh-CN"' if speaks.language == "en" and _HAN.search(text) else ""


def _languages(speaks: Translator) -> str:
    others = [one for one in LANGUAGES if one != speaks.language]
    return "".join(
        f'<a lang="{TAGS[one]}" hreflang="{TAGS[one]}" href="?lang={one}">{NAMES[one]}</a>' for one in others
    )


def _question(
    speaks: Translator, sheet: Questionnaire, theme: Theme, sent: Sent, beside: Mapping[str, list[str]]
) -> str:
    chosen = sent.answers.get(theme.code)
    labels = sheet.scale.labels
    choices = [
        _choice(theme, str(points), speaks.show(labels[points - 1]), chosen=chosen == points)
        for points in range(len(labels), 0, -1)
    ]
    if not theme.required:
        choices.append(_choice(theme, "", speaks.t("No answer"), chosen=False))
    must = f'<span class="must">{escape(speaks.t("required"))}</span>' if theme.required else ""
    marked = " open" if theme.code in beside else ""
    return (
        f'<fieldset class="card{marked}"><legend>{escape(speaks.show(theme.name))}{must}</legend>'
        f'<p class="ask">{escape(speaks.show(theme.ask))}</p>{_reasons(theme.code, beside)}'
        f'<div class="choices">{"".join(choices)}</div></fieldset>'
    )


def _choice(theme: Theme, value: str, label: str, *, chosen: bool) -> str:
    none = "" if value else ' class="none"'
    ticked = " checked" if chosen else ""
    return (
        f'<label{none}><input type="radio" name="{THEME}{theme.code}" value="{value}"{ticked}>'
        f"<span>{escape(label)}</span></label>"
    )


def _reasons(theme: str, beside: Mapping[str, list[str]]) -> str:
    texts = beside.get(theme, [])
    lines = "".join(f"<li>{escape(text)}</li>" for text in texts)
    hidden = "" if texts else " hidden"
    return f'<ul class="reasons" id="reasons-{theme}" data-theme="{theme}"{hidden}>{lines}</ul>'


def _notice(speaks: Translator, texts: Sequence[str], *, shown: bool) -> str:
    lines = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return (
        f'<section class="notice" id="notice" role="alert"{"" if shown else " hidden"}>'
        f'<p class="headline">{escape(speaks.t("This form has not been taken yet."))}</p>'
        f'<p class="kept">{escape(speaks.t("Nothing was recorded, and what you typed is all still here."))}</p>'
        f"<ol>{lines}</ol></section>"
    )


def _grouped(reasons: Sequence[Beside]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in reasons:
        found.setdefault(one.theme, []).append(one.text)
    return found


def _words(speaks: Translator) -> dict[str, Any]:
    """What the page's script says; it fills in figures itself."""
    said = {
        name: speaks.t(text, done="{done}", all="{all}", seconds="{seconds}") for name, text in _SAID.items()
    }
    return {**said, "send": speaks.t("Send")}


_SAID = {
    "not_sent": Term("Not sent yet."),
    "sending": Term("Sending…"),
    "send_now": Term("Send now"),
    "count": Term("{done} of {all} answered; kept on this device as you go."),
    "offline": Term(
        "There is no line. It goes out by itself as soon as there is one, at the latest in {seconds} s; nothing is lost."
    ),
    "away": Term("The server does not answer just now. It is tried again in {seconds} s; nothing is lost."),
    "busy": Term("Many forms are coming in. It is tried again in {seconds} s; nothing is lost."),
    "refused": Term("Please see what is marked; what you typed is all still here."),
}


@cache
def _template(name: str) -> Template:
    return Template((HERE / name).read_text(encoding="utf-8"))
