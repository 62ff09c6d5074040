"""What can be commanded: every application method under its name, and the reading of its arguments."""

from collections.abc import Callable, Mapping
from datetime import date
from inspect import Parameter, signature
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from domain.errors import Reason, Refused, Term, Unknown, reason
from domain.facts import YEARS
from domain.operations.envelope import FIELDS, out_of_reach
from domain.roles import Role

Method = Callable[..., None]
ENVELOPE = ("id", "site", "by", "doer", "at", "do", "seen")


class Command(msgspec.Struct, frozen=True):
    """One application method and its arguments.

    Attributes:
        do: Its name in a command.
        method: ``method(desk, **arguments)``.
        roles: Who may do it; empty where the method decides by the ticket's own procedure.
        arguments: Type, or type and default, by name.
    """

    do: str
    method: Method
    roles: tuple[Role, ...]
    arguments: Mapping[str, Parameter]
    types: Mapping[str, Any]


COMMANDS: dict[str, Command] = {}


def command(do: str, *roles: Role) -> Callable[[Method], Method]:
    """Put an application method behind the door under this name."""

    def register(method: Method) -> Method:
        names = dict(list(signature(method).parameters.items())[1:])
        types = get_type_hints(method, include_extras=True)
        COMMANDS[do] = Command(do, method, roles, names, {name: types[name] for name in names})
        return method

    return register


def find(do: object) -> Command:
    """The command of that name.

    Raises:
        Unknown: There is none.
    """
    if do is None:
        raise Unknown(reason("“{name}” is missing.", who=Term("you"), verb=Term("fill it in"), name="do"))
    found = COMMANDS.get(do) if isinstance(do, str) else None
    if found is None:
        raise Unknown(
            reason(
                "There is no command “{name}”.",
                who=Term("you"),
                verb=Term("choose one that “steward commands” lists"),
                name=str(do)[:60],
            )
        )
    return found


def read_arguments(found: Command, given: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of the right types.

    Raises:
        Refused: One reason for each argument that is missing, of no use, or of the wrong shape.
    """
    read: dict[str, Any] = {}
    obstacles: list[Reason] = [
        reason("“{name}” is not asked for here.", name=name[:60]) for name in given if name not in found.types
    ]
    for name, parameter in found.arguments.items():
        if name not in given:
            if parameter.default is Parameter.empty:
                obstacles.append(
                    reason("“{name}” is missing.", who=Term("you"), verb=Term("fill it in"), name=name)
                )
            continue
        try:
            read[name] = msgspec.convert(given[name], found.types[name])
        except msgspec.ValidationError as error:
            obstacles.append(misfit(*_within(name, given[name], found.types[name], error)))
            continue
        if isinstance(read[name], date) and read[name].year not in YEARS:
            obstacles.append(out_of_reach(name))
    if obstacles:
        raise Refused(*obstacles)
    return read


def _within(
    name: str, value: Any, wanted: Any, error: msgspec.ValidationError
) -> tuple[str, Any, msgspec.ValidationError]:
    """Where in a record of free names the value stands that does not fit: msgspec itself says ``[...]``.

    Returns:
        Name, type and error of that value; what was given for anything else.
    """
    shape = get_args(wanted)[0] if get_origin(wanted) is Annotated else wanted
    if get_origin(shape) is not dict or not isinstance(value, Mapping):
        return name, wanted, error
    _, of = get_args(shape)
    for key, one in value.items():  # pyright: ignore[reportUnknownVariableType] - as it came
        try:
            msgspec.convert(one, of)
        except msgspec.ValidationError as inside:
            return f"{name}.{str(key)[:60]}", of, inside  # pyright: ignore[reportUnknownArgumentType]
    return name, wanted, error


def misfit(name: str, wanted: Any, error: msgspec.ValidationError) -> Reason:
    """Why a value does not fit, in an operator's words; what is wrong inside it is named with its place."""
    said, _, place = str(error).partition(" - at `$")
    inside = place.rstrip("`")
    _, lacking, field = said.partition("required field `")
    name = f"{name}{inside}" + (f".{field.rstrip('`')}" if lacking else "")
    for sign, (text, verb) in _MISFITS.items():
        if sign in said:
            return Reason(text, {"name": name}, who=Term("you"), verb=verb)
    if inside:
        return reason("“{name}” has the wrong form.", who=Term("you"), verb=Term("correct it"), name=name)
    return reason(
        "“{name}” is not {wanted}.",
        who=Term("you"),
        verb=Term("correct it"),
        name=name,
        wanted=_described(wanted),
    )


_MISFITS = {
    "required field": (Term("“{name}” is missing."), Term("fill it in")),
    "length <=": (Term("“{name}” is too long."), Term("shorten it")),
    "length >=": (Term("“{name}” is empty."), Term("fill it in")),
    "timezone": (Term("“{name}” is a time without a zone."), Term("add the zone, such as +08:00")),
    "matching regex": (Term("“{name}” holds characters that do not belong there."), Term("correct it")),
    ">=": (Term("“{name}” is out of range."), Term("correct it")),
    "<=": (Term("“{name}” is out of range."), Term("correct it")),
}
"""What the reader of values says, and how an operator is told; the first that fits."""

_WORDS = {
    "integer": Term("a whole number"),
    "number": Term("a number"),
    "string": Term("a text"),
    "boolean": Term("yes or no"),
    "array": Term("a list"),
    "object": Term("a record"),
}
_FORMATS = {"date-time": Term("a time with its zone"), "date": Term("a date")}


def _described(wanted: Any) -> str | list[str]:
    shape: dict[str, Any] = msgspec.json.schema(wanted)
    if "anyOf" in shape:
        shape = next((one for one in shape["anyOf"] if one.get("type") != "null"), shape)
    if "$ref" in shape:
        shape = msgspec.json.schema(wanted)["$defs"][shape["$ref"].rsplit("/", 1)[1]]
    if "enum" in shape:
        return [f"“{value}”" for value in shape["enum"]]
    return _FORMATS.get(shape.get("format", "")) or _WORDS.get(
        shape.get("type", ""), Term("of the right form")
    )


def schema(found: Command) -> dict[str, Any]:
    """The JSON Schema of a whole command, derived from its method."""
    fields: list[Any] = [
        ("id", FIELDS["id"]),
        ("site", FIELDS["site"], ""),
        ("by", FIELDS["by"]),
        ("doer", FIELDS["doer"], ""),
        ("at", FIELDS["at"] | None, None),
        ("seen", FIELDS["seen"] | None, None),
        ("do", Literal[found.do]),  # pyright: ignore[reportInvalidTypeForm] - one name, known now
    ]
    for name, parameter in found.arguments.items():
        required = parameter.default is Parameter.empty
        fields.append((name, found.types[name]) if required else (name, found.types[name], parameter.default))
    shape = msgspec.defstruct(found.do, fields, kw_only=True, forbid_unknown_fields=True)
    return msgspec.json.schema(shape)
