"""
The AWS service actions that an HTTP API's AWS_PROXY integration can invoke.

Source: API Gateway developer guide,
http-api-develop-integrations-aws-services-reference. Each exists only in payload
format version 1.0. No other names are taken, and letter case counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from apigw_mock.evidence import inferred, recorded

if TYPE_CHECKING:
    from apigw_mock.evidence import Evidence


class Subtype(NamedTuple):
    """
    One service action and the names of its parameters.

    Args:
        evidence: of AWS's sentence on missing parameters. It lists the required ones.
    """

    name: str
    required: frozenset[str]
    optional: frozenset[str]
    evidence: Evidence

    @property
    def parameters(self) -> frozenset[str]:
        return self.required | self.optional


_SOURCE = (
    "badmintoncryer/cdk-preflight pf-apigwv2-integration-subtype-required-parameters"
)
_RECORDED = recorded(_SOURCE)
_LIKEWISE = inferred(f"recorded of EventBridge-PutEvents, in this order: {_SOURCE}")


def _row(
    name: str, required: str, optional: str, evidence: Evidence = _LIKEWISE
) -> Subtype:
    names = frozenset(required.split()), frozenset(optional.split())
    return Subtype(name, *names, evidence)


VERSION = "1.0"
# fmt: off
SUBTYPES = {row.name: row for row in (
    _row("AppConfig-GetConfiguration", "Application ClientId Configuration Environment",
         "ClientConfigurationVersion Region"),
    _row("EventBridge-PutEvents", "Detail DetailType Source",
         "EventBusName Region Resources Time TraceHeader", _RECORDED),
    _row("Kinesis-PutRecord", "Data PartitionKey StreamName",
         "ExplicitHashKey Region SequenceNumberForOrdering"),
    _row("SQS-DeleteMessage", "QueueUrl ReceiptHandle", "Region"),
    _row("SQS-PurgeQueue", "QueueUrl", "Region"),
    _row("SQS-ReceiveMessage", "QueueUrl",
         "AttributeNames MaxNumberOfMessages MessageAttributeNames"
         " ReceiveRequestAttemptId Region VisibilityTimeout WaitTimeSeconds"),
    _row("SQS-SendMessage", "MessageBody QueueUrl",
         "DelaySeconds MessageAttributes MessageDeduplicationId MessageGroupId"
         " MessageSystemAttributes Region"),
    _row("StepFunctions-StartExecution", "StateMachineArn", "Input Name Region"),
    _row("StepFunctions-StartSyncExecution", "StateMachineArn",
         "Input Name Region TraceHeader"),
    _row("StepFunctions-StopExecution", "ExecutionArn", "Cause Error Region"),
)}
# fmt: on
