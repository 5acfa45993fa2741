"""
The functions of ``$util``.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote_to_bytes

from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.velocity import jsonsmart
from apigw_mock.velocity.faults import TemplateFault
from apigw_mock.velocity.methods.rows import ANY, Method, Methods
from apigw_mock.velocity.printing import printed
from apigw_mock.velocity.utf16 import joined, units
from apigw_mock.velocity.values import Special, Value

if TYPE_CHECKING:
    from apigw_mock.velocity.work import Work


class Util(Special):
    """
    The value ``$util``.
    """

    def text(self) -> str:
        return ""


_PRINTABLE = re.compile(r"""[^ !#-&(-.0-\[\]-\x7f]""")
_ESCAPES = {
    "'": "\\'",
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\b": "\\b",
    "\f": "\\f",
}


def escape_javascript(work: Work, _: Util, value: Value) -> str:
    text = work.spend_on(printed(value, work))
    escaped = _PRINTABLE.sub(_escape, text)
    work.spend((len(escaped) - len(text)) // 2)  # one by one
    return work.spend_on(escaped)


def _escape(match: re.Match[str]) -> str:
    escaped = _ESCAPES.get(match[0])
    return escaped or "".join(f"\\u{ord(unit):04X}" for unit in units(match[0]))


def parse_json(work: Work, _: Util, value: Value) -> Value:
    """
    Return the value of a JSON text, or null if it is none.
    """
    if not isinstance(value, str) or not value:
        return None
    work.spend(len(value) // 8)
    try:
        return jsonsmart.read(value)
    except jsonsmart.NotJson:
        return None


def _bytes_of(work: Work, value: Value) -> bytes:
    """
    Return the text of *value* in UTF-8, with ``?`` for half an emoji, as Java makes it.
    """
    text = work.spend_on(joined(printed(value, work)))
    return text.encode("utf-8", "replace")


def url_encode(work: Work, _: Util, value: Value) -> str:
    data = _bytes_of(work, value)
    work.spend(len(data) // 16)  # one by one
    text = quote_plus(data, safe="*").replace("~", "%7E")
    return work.spend_on(text)


_ENCODED = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_MISTAKE = re.compile(r"%(?![0-9a-fA-F]{2})")


def url_decode(work: Work, _: Util, value: Value) -> str:
    text = work.spend_on(printed(value, work))
    if _MISTAKE.search(text):
        raise TemplateFault("Illegal hex characters in escape (%) pattern")
    work.spend(text.count("%"))
    return _ENCODED.sub(_decoded, text.replace("+", " "))


def _decoded(match: re.Match[str]) -> str:
    return unquote_to_bytes(match[0]).decode("utf-8", "replace")


def base64_encode(work: Work, _: Util, value: Value) -> str:
    return work.spend_on(base64.b64encode(_bytes_of(work, value)).decode())


_BASE64 = re.compile(
    r"(?:[A-Za-z0-9+/]{4})*"
    r"(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?"
)


def base64_decode(work: Work, _: Util, value: Value) -> str:
    text = work.spend_on(printed(value, work))
    if not _BASE64.fullmatch(text):
        raise TemplateFault("Illegal base64 text")
    padded = text + "=" * (-len(text) % 4)
    return base64.b64decode(padded).decode("utf-8", "replace")


_REPAIRED = documented("API Gateway's reference of mapping templates, escapeJavaScript")

UTIL = Methods(
    "$util",
    (
        Method("escapeJavaScript", (ANY,), escape_javascript, _REPAIRED, counts=True),
        Method(
            "parseJson",
            (ANY,),
            parse_json,
            reported("serverless-offline#136: what is no JSON gives nothing"),
            counts=True,
        ),
        Method(
            "urlEncode",
            (ANY,),
            url_encode,
            recorded("LocalStack's tests of apigateway: test_apigateway_common"),
            counts=True,
        ),
        Method(
            "urlDecode",
            (ANY,),
            url_decode,
            inferred("form encoding, as urlEncode"),
            counts=True,
        ),
        Method(
            "base64Encode",
            (ANY,),
            base64_encode,
            inferred("UTF-8, as base64Decode"),
            counts=True,
        ),
        Method(
            "base64Decode",
            (ANY,),
            base64_decode,
            recorded("LocalStack's tests of apigateway: integrations"),
            counts=True,
        ),
    ),
    {},
)
