"""
A contributor who asks cases at a terminal, and what is left in the account.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from apigw_mock.host.ask.command import Desk, main
from apigw_mock.host.ask.quotas import CountingClock
from apigw_mock.host.ask.running import Stop

if TYPE_CHECKING:
    from pathlib import Path

    from apigw_mock.host.ask.cases import Folder


@dataclass
class Terminal:
    """
    A contributor who reads all that is said, and whose waits take no time.
    """

    folder: Folder
    journal: Path
    options: tuple[str, ...] = ()
    says_yes: bool = True
    is_aws: bool = False
    lines: list[str] = field(default_factory=list)
    clock: CountingClock = field(default_factory=CountingClock)
    stop: Stop = field(default_factory=Stop)

    def ask(self, *arguments: str, stop: Stop | None = None) -> int:
        """
        Give the command, and return its exit status. `lines` is what it says.
        """
        self.lines.clear()
        desk = Desk(
            say=self.lines.append,
            confirm=lambda _: self.says_yes,
            stop=stop or Stop(),
            clock=self.clock,
            is_aws=lambda _: self.is_aws,
        )
        where = ("--cases", str(self.folder.path), "--journal", str(self.journal))
        return main([*where, *self.options, *arguments], desk)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def asked(self) -> list[str]:
        """
        What was said of each case that was asked.
        """
        return [line.partition("] ")[2] for line in self.lines if line.startswith("[")]


LISTS = {
    "apigateway": (
        "get_rest_apis",
        "get_api_keys",
        "get_usage_plans",
        "get_domain_names",
        "get_client_certificates",
        "get_vpc_links",
    ),
    "apigatewayv2": ("get_apis", "get_vpc_links"),
    "cognito-idp": ("list_user_pools",),
    "iam": ("list_roles",),
    "elbv2": ("describe_load_balancers",),
    "servicediscovery": ("list_namespaces", "list_services"),
    "acm": ("list_certificates",),
    "ec2": ("describe_vpc_endpoints",),
}


def left(new_client: Any, *services: str) -> list[Any]:
    """
    Return what there is in an account.

    Args:
        new_client: makes a client of a service.
        services: those to look at; left out, every one that cases use.
    """
    found: list[Any] = []
    for service in services or LISTS:
        client = new_client(service)
        for call in LISTS[service]:
            sent = {"MaxResults": 60} if call == "list_user_pools" else {}
            answer = getattr(client, call)(**sent)
            answer.pop("ResponseMetadata")
            found += [
                one for value in answer.values() if value for one in listed(value)
            ]
    return found


def listed(value: Any) -> list[Any]:
    every = value if isinstance(value, list) else []
    # A VPC endpoint that was deleted is shown for some time.
    return [
        one
        for one in every
        if not isinstance(one, dict) or one.get("State") != "deleted"
    ]
