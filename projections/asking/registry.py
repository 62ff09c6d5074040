"""The questions that pages and ``steward ask`` may put, each with the schema of its parameters and rows."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from time import perf_counter
from typing import Any, TypeVar, cast, get_type_hints
from zoneinfo import ZoneInfo

import msgspec

from domain.errors import Reason, Refused, Term, Unknown, reason
from projections.asking.moments import AsOf, Axis
from projections.asking.views import Views

F = TypeVar("F", bound=Callable[..., Any])


class Question(msgspec.Struct, frozen=True):
    """One question.

    Attributes:
        says: What it answers.
        ask: A function of :class:`Views` and keyword parameters.
        parameters: A struct type of the keyword parameters.
        rows: What it answers with.
    """

    name: str
    says: str
    ask: Callable[..., Any]
    parameters: type[msgspec.Struct]
    rows: Any

    @property
    def knows_happened(self) -> bool:
        return "axis" in self.parameters.__struct_fields__


class QuestionSchema(msgspec.Struct, frozen=True):
    """A question as others see it; both schemas are JSON Schema."""

    name: str
    says: str
    parameters: dict[str, Any]
    rows: dict[str, Any]


QUESTIONS: dict[str, Question] = {}


def question(name: str) -> Callable[[F], F]:
    """Offer a function as a question; its keyword parameters and its answer's type become schemas.

    Raises:
        ValueError: The name is taken.
    """

    def register(function: F) -> F:
        if name in QUESTIONS:
            raise ValueError(f"two questions are called {name}")
        hints = get_type_hints(function, include_extras=True)
        fields = [
            (one.name, hints[one.name])
            if one.default is one.empty
            else (one.name, hints[one.name], one.default)
            for one in inspect.signature(function).parameters.values()
            if one.kind is one.KEYWORD_ONLY
        ]
        parameters = msgspec.defstruct(f"{name}_parameters", fields, forbid_unknown_fields=True, kw_only=True)
        says = inspect.cleandoc(function.__doc__ or "")
        timed = _timed(name, function)
        QUESTIONS[name] = Question(name, says, timed, parameters, hints["return"])
        return timed

    return register


def _timed(name: str, function: F) -> F:
    """The same question, which tells the views how long it took."""

    @wraps(function)
    def asked(views: Views, **parameters: Any) -> Any:
        began = perf_counter()
        try:
            return function(views, **parameters)
        finally:
            views.on_asked(name, perf_counter() - began)

    return cast("F", asked)


def questions() -> list[QuestionSchema]:
    """Every question with its schemas, by name."""
    return [
        QuestionSchema(one.name, one.says, msgspec.json.schema(one.parameters), msgspec.json.schema(one.rows))
        for _, one in sorted(QUESTIONS.items())
    ]


def ask(
    views: Views, name: str, parameters: Mapping[str, Any], as_of: AsOf = None, axis: Axis = "recorded"
) -> Any:
    """Put a question with parameters as they were typed: words are read as the types that the question takes.

    Raises:
        Unknown: There is no such question.
        Refused: A parameter is missing, unknown or of the wrong type, or the axis does not fit.
    """
    one = QUESTIONS.get(name)
    if one is None:
        raise Unknown(reason("There is no question “{name}”.", name=name, **_see_list()))
    chosen = dict(parameters)
    if as_of is not None:
        chosen["as_of"] = as_of
    if one.knows_happened:
        chosen["axis"] = axis
    elif axis == "happened":
        raise Refused(reason("“{name}” can be asked as it was recorded only, not as it happened.", name=name))
    try:
        typed = msgspec.convert(chosen, one.parameters, strict=False)
    except msgspec.ValidationError as error:
        raise Refused(_misfit(one)) from error
    return one.ask(views, **{field: getattr(typed, field) for field in one.parameters.__struct_fields__})


def as_json(answer: Any) -> bytes:
    """An answer as one JSON document; message ids stand in it as plain words."""
    return msgspec.json.encode(answer, enc_hook=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, Term | ZoneInfo):
        return str(value)
    raise NotImplementedError(type(value).__name__)


def _misfit(one: Question) -> Reason:
    taken = [name for name in one.parameters.__struct_fields__ if name not in {"as_of", "axis"}]
    return reason(
        "The question “{name}” cannot be put like this; it takes {parameters}.",
        name=one.name,
        parameters=[f"“{name}”" for name in taken],
        **_see_list(),
    )


def _see_list() -> dict[str, Any]:
    return {"who": Term("you"), "verb": Term("look at the list of questions")}
