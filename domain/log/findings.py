"""What a verification can find, each in words for the auditor and with the place it names."""

from typing import Any

import msgspec

from domain.errors import Reason, reason


class Finding(msgspec.Struct, frozen=True):
    """One thing in a store that is not as it was recorded.

    Attributes:
        kind: Code of the finding, one of :data:`WORDS`.
        what: The same in words.
        position: Place in the log, where the finding has one.
        stream: Stream of the event at that place.
        version: Its version in the stream.
        name: Stored name of its fact.
        entry: Register id, where the finding is about an entry.
    """

    kind: str
    what: Reason
    position: int | None = None
    stream: str = ""
    version: int | None = None
    name: str = ""
    entry: str = ""


WORDS = {
    "file": reason("The file itself is damaged: {detail}"),
    "store": reason("What the store says of itself (its id, purpose or date) was changed."),
    "altered": reason(
        "Event {position} ({name}, version {version} of {stream}) was changed after it was recorded."
    ),
    "hash_altered": reason(
        "The hash of event {position} ({name}, version {version} of {stream}) was changed."
    ),
    "displaced": reason("Event {belongs} ({name}, version {version} of {stream}) stands at {position}."),
    "foreign": reason(
        "Event {position} ({name}, version {version} of {stream}) stands in another one's place."
    ),
    "moved": reason("From event {position} on, events stand {by} places from where they were recorded."),
    "missing": reason("Event {position} is missing; the one after it cannot be judged by itself."),
    "missing_run": reason(
        "Events {position} to {last} are missing; the one after them cannot be judged by itself."
    ),
    "inserted": reason(
        "Event {position} ({name}, version {version} of {stream}) stands before the first one."
    ),
    "backwards": reason("Event {position} ({name} of {stream}) was recorded earlier than the one before it."),
    "many": reason("{count} more events do not fit the chain."),
    "stream_gap": reason("{stream} has {count} events, and its versions run from {first} to {last}."),
    "tail_missing": reason("{counter} events were recorded, and the last one there is {head}."),
    "counter": reason("The counter of the events stands at {counter}, and the last one there is {head}."),
    "entry_altered": reason("Register entry {entry}, version {version}, is not what its event says."),
    "entry_missing": reason("Register entry {entry}, which event {position} speaks of, is missing."),
    "entry_back": reason("Register entry {entry} was erased by event {position}, and is there again."),
    "entry_inserted": reason("No event speaks of register entry {entry}, version {version}."),
    "redated": reason(
        "Event {position} ({name}, version {version} of {stream}) was recorded at {at}, and now says {says}."
    ),
    "removed": reason("Event {position}, recorded at {at}, was taken away."),
    "removed_run": reason("Events {position} to {last} were taken away."),
    "put_in": reason(
        "Event {position} ({name}, version {version} of {stream}) was put in after the checkpoint was made."
    ),
    "moved_run": reason("Events {position} to {last} stand from {to} on, not where they were recorded."),
    "truncated": reason("The log ends at {head}: events {position} to {last} were cut off."),
    "differ_many": reason("{count} more events are not what the checkpoint says."),
    "between": reason(
        "Something in events {position} to {last} is not as it was signed at {at}; "
        "up to the event before them all is. Without the witness file nobody can say which."
    ),
    "chain_remade": reason(
        "What was recorded up to event {position} is there, but its hashes are not those signed at {at}: "
        "somebody has made the chain anew."
    ),
    "note_differs": reason(
        "The checkpoint of {at} says something else of events 1 to {size} than the later ones and the log."
    ),
    "witness_altered": reason("The witness file {file} was changed: it is not what its checkpoints say."),
    "witness_short": reason("The witness file {file} holds {found} of {needed} events: it was cut."),
    "no_checkpoints": reason("There are no checkpoints of this store in {folder}."),
    "checkpoints_gone": reason(
        "Checkpoints of this store were made in {folder} once, and they are gone: removed, or never copied along."
    ),
    "table": reason("Table {table} is missing, or is not as Steward makes it: {detail}"),
    "stranger": reason(
        "The store holds a {sort} that Steward did not make, {name}: it acts when others write."
    ),
    "keys_wrong": reason("The public keys in {file} cannot be read: {why}"),
    "no_key": reason(
        "There is no public key in {file}, so nobody can say who signed the checkpoints beside it."
    ),
    "other_key": reason(
        "The checkpoints in {folder} are signed with the key {fingerprint}, not with the one that was named, {known}."
    ),
    "note_wrong": reason("Checkpoint {number} in {file} does not count: {why}"),
    "note_torn": reason(
        "Checkpoint {number} in {file} is not whole: its writing was interrupted, or it was cut."
    ),
    "entries_many": reason("{count} more register entries are not what the events say."),
}


def finding(kind: str, **fields: Any) -> Finding:
    """Word one finding; fields that a finding has itself are kept in it too."""
    place = {key: value for key, value in fields.items() if key in Finding.__struct_fields__}
    words = WORDS[kind]
    return Finding(kind, reason(words.text, **fields), **place)


def counter_wrong(counter: object, head: int) -> list[Finding]:
    """A counter ahead of the last event means a tail cut off; behind it, a counter set back."""
    given = counter if isinstance(counter, int) else 0
    if given == head:
        return []
    return [finding("tail_missing" if given > head else "counter", counter=given, head=head)]


def stream_broken(stream: object, first: int, last: int, count: int) -> Finding:
    """A stream whose versions do not run from 1 without a gap."""
    return finding("stream_gap", stream=str(stream), first=first, last=last, count=count)
