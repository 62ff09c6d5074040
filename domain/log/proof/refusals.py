"""Every way in which a note, a checkpoint or a public key can be wrong, each in its own words."""

from domain.errors import Reason, Refused, reason

WORDS = {
    "text": reason("The note is not text in UTF-8."),
    "control": reason("The note holds a control character."),
    "long": reason("The note is longer than {most} bytes."),
    "torn": reason("The note is cut off: its last line is not complete."),
    "unsigned": reason("The note carries no signature."),
    "signatures": reason("The note carries more than {most} signatures."),
    "signature_line": reason("Line {line} of the note is no signature."),
    "key_parts": reason("This is no public key of a signed note: {given}"),
    "key_name": reason("“{name}” cannot be the name of a key."),
    "key_kind": reason("The key of {name} is not an Ed25519 key."),
    "key_mark": reason("The key of {name} does not fit its own mark {mark}."),
    "lines": reason("The checkpoint has {found} lines; it needs {needed}."),
    "origin": reason("The checkpoint is one of {origin}, not of {wanted}."),
    "backwards": reason("The checkpoint was made earlier, or covers less, than the one before it."),
    "size": reason("“{given}” is no number of events."),
    "root": reason("The checkpoint's root is not 32 bytes in Base64."),
    "chain": reason("The checkpoint does not say the hash of its last event."),
    "time": reason("The checkpoint does not say when it was made, in UTC: {given}"),
    "next_key": reason("The checkpoint's last line does not name the next key."),
    "unknown": reason("The note is not signed with the key {fingerprint} of {name}."),
    "forged": reason("The signature of {name} does not fit the note: it was changed, or never signed."),
}


class NoteRefused(Refused):
    """A note, a checkpoint or a public key that is not one, or that nobody trusted has signed.

    Attributes:
        kind: Code of what is wrong, one of :data:`WORDS`.
    """

    def __init__(self, kind: str, **fields: object) -> None:
        super().__init__(Reason(WORDS[kind].text, fields))
        self.kind = kind
