"""
All errors and warnings: AWS's refusals, one class each, and our own.

The fields are the facts and ``str()`` is the sentence that AWS sends. A client finds
``code`` and ``status`` in ``ClientError.response``. Rules raise these errors, the host
turns them into HTTP answers, and boto3 raises those as `ClientError`. A test catches
only the others: `EscapedCall`, `NeedsAiomoto`, `InvalidRegionName`, `NotMocked`,
`MissingStub`, `UnsupportedMoto`, `DroppedSettingWarning`,
`MissingTargetWarning` and `TemplateWarning`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from apigw_mock.apigateway.refusals import *  # noqa: F403  # users name them by this module
from apigw_mock.apigatewayv2.api_refusals import *  # noqa: F403
from apigw_mock.apigatewayv2.authorizer_refusals import *  # noqa: F403
from apigw_mock.apigatewayv2.domain_refusals import *  # noqa: F403
from apigw_mock.apigatewayv2.model_refusals import *  # noqa: F403
from apigw_mock.apigatewayv2.refusals import *  # noqa: F403
from apigw_mock.apigatewayv2.vpc_link_refusals import *  # noqa: F403
from apigw_mock.refusal import *  # noqa: F403
from apigw_mock.refusal import ApigwError
from apigw_mock.stubs import MissingStub as MissingStub  # noqa: PLC0414  # as above

# --- Misuse: our own errors -------------------------------------------------------


@dataclass(eq=False)
class EscapedCall(RuntimeError):
    """
    A request was stopped on its way to AWS.

    Inside a scope it got past moto. Outside, a client of a backend made it.

    Args:
        method: of the HTTP request, for instance ``GET``.
        url: of the HTTP request, without its query and userinfo, which may hold
            credentials.
        operation: in boto3's words, for instance ``s3.list_buckets``. Empty if no
            boto3 client made the request.
        in_scope: whether it was stopped inside a scope.
    """

    method: str
    url: str
    operation: str = ""
    in_scope: bool = True

    def __str__(self) -> str:
        request = f"{self.method} {self.url}"
        if not self.in_scope:
            return (
                f"{self.operation} was stopped on its way to AWS ({request}): no scope "
                "is open, and this client is a backend's. Use it inside the scope; a "
                "fixture keeps that open with `yield backend` in place of `return "
                "backend`."
            )
        return (
            f"{self.operation or request} got past moto and was stopped on its way to "
            f"AWS{f' ({request})' if self.operation else ''}. If its client or session "
            "was made before moto was imported, hand the client over with "
            "`apigw_backend.adopt(client)` (`backend.adopt(client)` in a `with` block) "
            "or make it inside the scope. If moto does not know this endpoint, name it "
            "in moto's passthrough setting to let it through."
        )


@dataclass(eq=False)
class NeedsAiomoto(TypeError):
    """
    A client of aiobotocore was used inside a scope without aiomoto.

    Args:
        operation: what it called, in boto3's words, for instance ``s3.list_buckets``.
            Empty if it was to be adopted.
    """

    operation: str = ""

    def __str__(self) -> str:
        what = f"{self.operation} was called by" if self.operation else "This is"
        return (
            f"{what} a client of aiobotocore, which needs aiomoto beside apigw_mock: "
            "make the client and its calls in `with aiomoto.mock_aws():`, around the "
            "scope or inside it."
        )


class InvalidRegionName(TypeError):
    """
    The ``region_name`` is not a string, or the region has no API Gateway.
    """


class UnsupportedMoto(RuntimeError):
    """
    The installed moto cannot be extended: it lacks a part or runs in another process.
    """


# --- Errors of the server ----------------------------------------------------------


class NotAdmitted(ApigwError):
    """
    The server does not answer such a request. AWS has no such answer.
    """

    code: ClassVar[str] = "AccessDeniedException"
    status: ClassVar[int] = 403


@dataclass(eq=False)
class ForeignHost(NotAdmitted):
    """
    The request was sent to a name that is not the server's, as in DNS rebinding.
    """

    host: str

    def __str__(self) -> str:
        return (
            f"This server does not answer to Host {self.host!r}. If that is a name of "
            "its own, start it with `apigw-mock serve --allow-host NAME`; for "
            "apigw_server, put the name into the ini option apigw_allow_host."
        )


@dataclass(eq=False)
class ForeignPage(NotAdmitted):
    """
    A page of another origin sent the request. Any page in a browser may try that.

    Args:
        header: the header that shows it, for instance ``Origin: https://pets.example``.
    """

    header: str

    def __str__(self) -> str:
        return (
            f"A page of another origin sent this request ({self.header}). Such pages "
            "may not read or change what is mocked here. `--allow-host` is for names "
            "of this server, not for pages."
        )


@dataclass(eq=False)
class ClosedRecorder(NotAdmitted):
    """
    moto's recorder would write to this machine and send requests from it.
    """

    def __str__(self) -> str:
        return (
            "moto's recorder is closed here: it writes a file where the server runs, "
            "and sends requests to a host that the caller chooses."
        )


@dataclass(eq=False)
class NotMocked(ApigwError, NotImplementedError):
    """
    moto does not implement the operation. AWS has no such answer.

    In process it is raised as it is. A server sends it as an HTTP answer.
    """

    code: ClassVar[str] = "NotImplementedException"
    operation: str

    def __str__(self) -> str:
        return (
            f"{self.operation} is not implemented by moto, so it cannot be mocked. "
            "Nothing is wrong with the call."
        )


@dataclass(eq=False)
class HostFailed(ApigwError):
    """
    moto raised an error over the request. AWS has no such answer.
    """

    code: ClassVar[str] = "MotoFailureException"
    operation: str
    cause: str

    def __str__(self) -> str:
        return f"moto failed to answer {self.operation}: {self.cause}"


# --- What AWS accepts and drops ---------------------------------------------------


class DroppedSettingWarning(UserWarning):
    """
    AWS accepts this setting silently and does not keep it.

    Args:
        setting: as boto3 names it, for instance ``TlsConfig``.
        reason: why AWS drops it.
        page: the URL of AWS's page about it.
    """

    def __init__(self, setting: str, reason: str, page: str) -> None:
        super().__init__(setting, reason, page)
        self.setting = setting
        self.reason = reason
        self.page = page

    def __str__(self) -> str:
        return f"API Gateway drops {self.setting}: {self.reason} (see {self.page})"


class MissingTargetWarning(UserWarning):
    """
    The target of a route does not exist. It is not known whether AWS accepts that.

    Args:
        target: for instance ``integrations/a1b2c3d``.
    """

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target

    def __str__(self) -> str:
        return f"The route leads to {self.target}, and the API has no such integration"


class TemplateWarning(UserWarning):
    """
    A template uses a method, or reads a value, that does not exist; it prints nothing.

    Or a model has a pattern that cannot be read; it judges nothing.

    Args:
        sentence: names the word, with its line and column, or the pattern.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


__all__ = sorted(  # noqa: PLE0605  # every refusal and warning is public
    name
    for name, value in globals().items()
    if isinstance(value, type) and issubclass(value, Exception | Warning)
)
