"""
Text and bytes: what becomes of a body by ``contentHandling`` and binary media types.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.evidence import inferred, recorded, reported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apigw_mock.evidence import Evidence

TEXT, BINARY = "text", "binary"  # a media type that is not, or is, in binaryMediaTypes
_ALL = "*/*"
_HIDDEN = "[Binary Data]"


class Content(NamedTuple):
    """
    A body.

    Args:
        data: its bytes.
        is_binary: whether it is no text for templates and the log.
    """

    data: bytes
    is_binary: bool = False

    @property
    def text(self) -> str:
        """
        The body as text, with U+FFFD for what is not UTF-8.
        """
        return self.data.decode("utf-8", "replace")

    def __str__(self) -> str:
        return _HIDDEN if self.is_binary else self.text


class Becoming(NamedTuple):
    """
    What a body may become.

    Args:
        says: in words.
        make: makes it. It raises a ``ValueError`` if it cannot.
    """

    says: str
    make: Callable[[bytes], Content]


def _text(data: bytes) -> Content:
    return Content(data.decode("utf-8", "replace").encode())


def _bytes(data: bytes) -> Content:
    return Content(data, is_binary=True)


def _encoded(data: bytes) -> Content:
    return Content(base64.b64encode(data))


def _decoded(data: bytes) -> Content:
    return _bytes(decoded_base64(data))


def decoded_base64(data: bytes) -> bytes:
    """
    Return the bytes of a base64 text.

    Raises:
        ValueError: it is not base64.
    """
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None


AS_TEXT = Becoming("text; what is not UTF-8 becomes U+FFFD", _text)
AS_BYTES = Becoming("the bytes as they are", _bytes)
ENCODED = Becoming("base64 text", _encoded)
DECODED = Becoming("the bytes of the base64 text; 500 if it is not base64", _decoded)


class Conversion(NamedTuple):
    """
    A row: what a body becomes.

    Args:
        of: ``request`` or ``response``.
        handling: the ``contentHandling``, or empty.
        payload: the kind of the body's Content-Type.
        accept: the kind of the first media type in Accept. Empty for a request, of
            which it says nothing.
        becomes: what the body becomes.
        evidence: how that is known.
    """

    of: str
    handling: str
    payload: str
    accept: str
    becomes: Becoming
    evidence: Evidence

    @property
    def name(self) -> str:
        accepted = f", Accept {self.accept}" if self.accept else ""
        return f"{self.of}, {self.handling or 'none'}, {self.payload}{accepted}"


_S3 = recorded("localstack TestApiGatewayS3BinarySupport")
_TEXT, _BINARY = "CONVERT_TO_TEXT", "CONVERT_TO_BINARY"
# fmt: off
CONVERSIONS = (
    Conversion("request",  "",      TEXT,   "",     AS_TEXT,  _S3),
    Conversion("request",  "",      BINARY, "",     AS_BYTES, _S3),
    Conversion("request",  _TEXT,   TEXT,   "",     AS_TEXT,  _S3),
    Conversion("request",  _TEXT,   BINARY, "",     ENCODED,  _S3),
    Conversion("request",  _BINARY, TEXT,   "",     DECODED,  _S3),
    Conversion("request",  _BINARY, BINARY, "",     AS_BYTES, _S3),
    Conversion("response", "",      TEXT,   TEXT,   AS_TEXT,  _S3),
    Conversion("response", "",      TEXT,   BINARY, DECODED,  _S3),
    Conversion("response", "",      BINARY, TEXT,   ENCODED,  _S3),
    Conversion("response", "",      BINARY, BINARY, AS_BYTES, _S3),
    Conversion("response", _TEXT,   TEXT,   TEXT,   AS_TEXT,  _S3),
    Conversion("response", _TEXT,   TEXT,   BINARY, AS_TEXT,  _S3),
    Conversion("response", _TEXT,   BINARY, TEXT,   ENCODED,  _S3),
    Conversion("response", _TEXT,   BINARY, BINARY, ENCODED,  _S3),
    Conversion("response", _BINARY, TEXT,   TEXT,   DECODED,  _S3),
    Conversion("response", _BINARY, TEXT,   BINARY, DECODED,  _S3),
    Conversion("response", _BINARY, BINARY, TEXT,   AS_BYTES, _S3),
    Conversion("response", _BINARY, BINARY, BINARY, AS_BYTES, _S3),
)
FACTS = (
    Fact("binary media types", "a media type of the API's binaryMediaTypes, type/* for all of a type, */* for all; nothing else of Content-Type or Accept counts than the first media type", reported("localstack's comments: image/* in Accept does not match image/png")),
    Fact("no Content-Type", "text, unless the API has */*", inferred("public setups with */* answer bytes to clients that send no header")),
    Fact("MOCK", "its bodies are text; nothing is converted", inferred("there is no payload")),
    Fact("HTTP_PROXY", "converted as by HTTP, without the contentHandling of a response", inferred("a proxy uses no integration response; that images break without binary media types is reported by many")),
    Fact("binary data in the log", f"the line says {_HIDDEN}", reported("published execution logs of AWS's")),
    Fact("bytes of a test invocation", "the answer of TestInvokeMethod holds text: bytes that are not UTF-8 are base64", inferred("the member body is text")),
)
# fmt: on
_ROWS = {(row.of, row.handling, row.payload, row.accept): row for row in CONVERSIONS}


def kind_of(header: str, binary_types: Iterable[str]) -> str:
    """
    Return the kind of the first media type in a header: ``text`` or ``binary``.

    Args:
        header: a Content-Type, or an Accept; it may be empty.
        binary_types: the API's ``binaryMediaTypes``.
    """
    first = header.partition(",")[0].partition(";")[0].strip().lower()
    wanted = {_ALL, first, f"{first.partition('/')[0]}/*"}
    return BINARY if any(one.lower() in wanted for one in binary_types) else TEXT


def converted(
    data: bytes, of: str, handling: str | None, payload: str, accept: str = ""
) -> Content:
    """
    Return what becomes of a body.

    Raises:
        ValueError: it should be base64, and is not.
    """
    row = _ROWS.get((of, handling or "", payload, accept))
    row = row or _ROWS[of, "", payload, accept]  # an import has other words
    return row.becomes.make(data)
