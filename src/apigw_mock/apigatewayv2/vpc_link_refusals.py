"""
What AWS answers when it refuses a call on a VPC link for HTTP APIs.

Each way to fail has a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.refusal import ApigwError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(eq=False)
class UnknownVpcLink(NotFoundError):
    """
    The account has no such VPC link for HTTP APIs.
    """

    vpc_link_id: str

    def __str__(self) -> str:
        return f"Invalid VpcLink identifier specified {self.vpc_link_id}"


@dataclass(eq=False)
class TooManyVpcLinks(ApigwError):
    """
    The account has as many VPC links in the region as it can have.
    """

    quota: int

    def __str__(self) -> str:
        return (
            "There are too many Vpc Links defined for this account."
            f" Limit is {self.quota}."
        )


@dataclass(eq=False)
class MissingSubnets(ApigwError):
    """
    A VPC link leads to no subnet.
    """

    def __str__(self) -> str:
        return "SubnetIds for a vpc link cannot be empty"


@dataclass(eq=False)
class ReferencedVpcLink(ApigwError):
    """
    The call deletes a VPC link that routes lead through.
    """

    vpc_link_id: str
    uses: Sequence[str]  # method and route, with a colon between them

    def __str__(self) -> str:
        return (
            f"Cannot delete vpc link. Vpc link '{self.vpc_link_id}', is referenced in"
            f" [{', '.join(self.uses)}] in format of [Method:Resource]."
        )
