"""
Kinds of keys: what may fill a hole of a path.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apigw_mock.apigateway.refusals import InvalidContentType
from apigw_mock.apigateway.rows import Key
from apigw_mock.refusal import Sentence

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence

# type/subtype of RFC 6838, with its parameters: "application/json; charset=utf-8"
_MEDIA_TYPE = re.compile(
    r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+(\s*;\s*[\w!#$&^.+-]+=(\"[^\"]*\"|[^\s;\"]*))*\s*",
    re.ASCII,
)
# Developer guide, api-gateway-method-request-validation.
_ANY = "$default"


def media_type(evidence: Evidence) -> Key:
    """
    Return the kind of key that templates and models have.
    """
    return Key(
        accepts="a media type, with or without parameters; or $default, for any other",
        otherwise=Sentence(InvalidContentType, evidence),
        test=lambda text: text == _ANY or is_media_type(text),
    )


def is_media_type(text: str) -> bool:
    return _MEDIA_TYPE.fullmatch(text) is not None
