"""
One of many clients: a process that updates its own headers and checks each answer.

Arguments: the URL, the target as JSON, the number of this client, of its headers and of
its updates. Fails on the first answer that is wrong.
"""

from __future__ import annotations

import json
import sys

from served import client_of, header

url, target_text, number, headers, count = sys.argv[1:]
target = json.loads(target_text)
client = client_of(url, "apigateway")
own: dict[str, str] = {}
for turn in range(int(count)):
    name = header(int(number), turn % int(headers))
    own[name] = f"'{turn}'"
    operation = {
        "op": "add",
        "path": f"/responseParameters/{name}",
        "value": own[name],
    }
    answer = client.update_integration_response(**target, patchOperations=[operation])
    answered = answer["responseParameters"]
    assert {name: answered.get(name) for name in own} == own
sys.stdout.write(json.dumps(own))
