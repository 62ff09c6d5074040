"""What the sign-in pages say, in either language; everything typed by anybody is escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from console.access.throttle import Standing
from console.languages import Translator
from console.signin import assets
from domain.errors import Term

HERE = Path(__file__).parent
NAMES = {"zh": "简体中文", "en": "English"}
TAGS = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the demo estate whom a visitor may step in as.

    Attributes:
        account: The account that is opened.
        name: The person's name, shown as it is.
        role_term: The role, as a message id.
        site: The site's name, shown as it is.
    """

    account: str
    name: str
    role_term: str
    site: str


@dataclass(frozen=True)
class Notice:
    """What became of the last try, and what to do; a ``Term`` is translated, other text is ready."""

    headline: str
    advice: str


ENDED = Notice(
    Term("You are signed out."), Term("Nothing more is shown in this browser until somebody signs in.")
)
STALE = Notice(Term("This page had been open too long."), Term("Please sign in once more."))
EMPTY = Notice(Term("Account and password are both needed."), Term("Type what is missing, then sign in."))


def refused(translator: Translator, standing: Standing) -> Notice:
    """A wrong password: how many tries are left, or how long sign-in is stopped."""
    if standing.stopped_until is None:
        advice = translator.plural(
            "One try is left, then sign-in stops for 15 minutes. Forgotten? Ask the administrator.",
            "{count} tries are left, then sign-in stops for 15 minutes. Forgotten? Ask the administrator.",
            standing.tries_left,
        )
        return Notice(Term("Account or password is not right."), advice)
    advice = translator.plural(
        "Too many tries. Try again in one minute; if it is urgent, ask the administrator.",
        "Too many tries. Try again in {count} minutes; if it is urgent, ask the administrator.",
        standing.minutes_stopped,
    )
    return Notice(Term("Sign-in is stopped for now."), advice)


def sign_in(
    translator: Translator,
    token: str,
    target: str,
    account: str,
    notice: Notice | None,
    people: Sequence[DemoPerson] | None,
    links: Mapping[str, str],
) -> str:
    """The whole sign-in page.

    Args:
        translator: In whose language it speaks.
        token: Goes along with the form and must equal the cookie.
        target: Where to go afterwards.
        account: What was typed before.
        notice: What became of the last try.
        people: Whom one may step in as; ``None`` in a real store.
        links: Language → address of this page in it.
    """
    t = translator.t
    fields = {"token": escape(token), "next": escape(target)}
    main = _template("signin.html").substitute(
        fields,
        notice=_notice(translator, notice),
        account=escape(account),
        account_label=escape(t("Account")),
        password_label=escape(t("Password")),
        show=escape(t("Show")),
        hide=escape(t("Hide")),
        sign_in=escape(t("Sign in")),
        first="" if account else "autofocus",
        second="autofocus" if account else "",
        recorded=escape(t("Every sign-in is recorded.")),
        languages=_languages(translator, links),
        people="" if people is None else _people(translator, people, fields),
    )
    return _whole(translator, t("Sign in"), main, "two" if people is not None else "one")


def sign_out(translator: Translator, account: str, token: str) -> str:
    """The page that asks whether to sign out."""
    t = translator.t
    main = _template("signout.html").substitute(
        token=escape(token),
        headline=escape(t("Sign out?")),
        who=escape(t("You are signed in as {account}.", account=account)),
        sign_out=escape(t("Sign out")),
        back=escape(t("Back to work")),
    )
    return _whole(translator, t("Sign out"), main, "one")


def _whole(translator: Translator, title: str, main: str, columns: str) -> str:
    return _template("frame.html").substitute(
        lang=translator.locale,
        title=escape(f"{title} · {translator.t('Steward')}"),
        css=assets.address("page.css"),
        script=assets.address("page.js"),
        mark=assets.address("mark.svg"),
        name=escape(translator.t("Steward")),
        purpose=escape(translator.t("Operations console of the property service")),
        main=main,
        columns=columns,
    )


def _notice(translator: Translator, notice: Notice | None) -> str:
    if notice is None:
        return ""
    headline, advice = translator.show(notice.headline), translator.show(notice.advice)
    return _template("notice.html").substitute(headline=escape(headline), advice=escape(advice))


def _people(translator: Translator, people: Sequence[DemoPerson], fields: Mapping[str, str]) -> str:
    rows = [
        _template("person.html").substitute(
            account=escape(one.account),
            name=escape(one.name),
            role=escape(translator.t(one.role_term)),
            site=escape(one.site),
        )
        for one in people
    ]
    return _template("people.html").substitute(
        fields,
        demo=escape(translator.t("Demo data")),
        headline=escape(translator.t("Step in as one of these people")),
        advice=escape(translator.t("One click, no password: everything here is made up.")),
        rows="".join(rows),
    )


def _languages(translator: Translator, links: Mapping[str, str]) -> str:
    parts: list[str] = []
    for language, address in links.items():
        name, tag = NAMES[language], TAGS[language]
        if language == translator.language:
            parts.append(f'<span lang="{tag}" aria-current="true">{name}</span>')
        else:
            parts.append(f'<a lang="{tag}" hreflang="{tag}" href="{escape(address)}">{name}</a>')
    return " ".join(parts)


@cache
def _template(name: str) -> Template:
    return Template((HERE / name).read_text(encoding="utf-8"))
