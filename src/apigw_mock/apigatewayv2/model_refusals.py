"""
What AWS answers when it refuses a call on a model of a WebSocket API.

Each way to fail has a class.
"""

from __future__ import annotations

from dataclasses import dataclass

from apigw_mock.refusal import ApigwError, ConflictError, NotFoundError


@dataclass(eq=False)
class UnknownModel(NotFoundError):
    """
    The API has no such model.
    """

    model_id: str

    def __str__(self) -> str:
        return f"Invalid Model identifier specified {self.model_id}"


@dataclass(eq=False)
class ModelsNotForProtocol(ApigwError):
    """
    Only WebSocket APIs have models.
    """

    protocol: str

    def __str__(self) -> str:
        return (
            "Currently, Models are not permitted for APIs with a protocol type of"
            f" {self.protocol}"
        )


@dataclass(eq=False)
class UnlikelyModelName(ApigwError):
    """
    The name of a model has other characters than letters and digits.
    """

    name: str

    def __str__(self) -> str:
        return f"Model name must be alphanumeric: {self.name}"


@dataclass(eq=False)
class DuplicateModelName(ConflictError):
    """
    Another model of the API has this name.
    """

    name: str

    def __str__(self) -> str:
        return f"Model with Name {self.name} already exists"


@dataclass(eq=False)
class MissingSchema(ApigwError):
    """
    The call creates a model without a schema.
    """

    def __str__(self) -> str:
        return "Invalid Schema specified: null"
