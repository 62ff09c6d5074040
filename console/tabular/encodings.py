"""In which encoding a text file was written; one pass over the file, in constant memory."""

import codecs
import re
from typing import BinaryIO

from domain.errors import Refused, reason

CHUNK = 1 << 20
TEXT_BYTES = 4 << 30
"""Unpacked, a file of more bytes than this is no register and no ledger."""

FOREIGN = re.compile(r"[^\x00-\x7f]")
MANY_NULLS = 0.3


def encoding_of(file: BinaryIO, name: str) -> str:
    """The Python name of the file's encoding: by its byte order mark, its zero bytes, or what reads best.

    A file with a few broken places in otherwise valid UTF-8 is UTF-8: its broken rows say so themselves.
    Whatever is not UTF-8 and bears no mark is read as GB18030, which covers GBK and GB2312.

    Raises:
        Refused: The file unpacks to more than 4 GiB.
    """
    head = file.read(4096)
    marked = _marked(head)
    if marked:
        return marked
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    chunk, size, valid, broken = head, 0, 0, 0
    while chunk:
        size += len(chunk)
        if size > TEXT_BYTES:
            raise Refused(reason("The file {name} is too large.", name=name))
        if not chunk.isascii():
            text = decoder.decode(chunk)
            bad = text.count("\ufffd")
            broken += bad
            valid += len(FOREIGN.findall(text)) - bad
        chunk = file.read(CHUNK)
    return "utf-8" if broken == 0 or valid > broken else "gb18030"


def _marked(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > MANY_NULLS * pairs:
        return "utf-16-le"
    if pairs and head[0::2].count(0) > MANY_NULLS * pairs:
        return "utf-16-be"
    return ""
