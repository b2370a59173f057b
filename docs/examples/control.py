"""Controls a mock of docs/examples/petstore.yaml with nothing but Python's standard library.

    twinspec mock docs/examples/petstore.yaml
    python3 docs/examples/control.py http://127.0.0.1:4010
"""

import json
import sys
import threading
import urllib.error
import urllib.request

mock = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:4010"


def send(method, url, body=None, headers=None):
    """The status and the JSON of a response, whatever the status is."""
    data = None if body is None else json.dumps(body).encode()
    sent = {"Content-Type": "application/json", **(headers or {})} if data else headers or {}
    request = urllib.request.Request(url, data=data, headers=sent, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            status, text = response.status, response.read()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read()
    return status, json.loads(text) if text else None


def control(method, path, body=None):
    """Asks the control API; what it refuses is an error."""
    status, result = send(method, f"{mock}/__twinspec{path}", body)
    if status >= 400:
        raise RuntimeError(f"{method} {path}: {result['detail']}")
    return result


control("POST", "/reset")
token = control("POST", "/tokens", {"scopes": ["pets:read", "pets:write"]})["accessToken"]
control("POST", "/responses", {"operation": "getPet", "when": {"petId": "17"}, "status": 404, "body": {"title": "Gone"}})
control("POST", "/faults", {"operation": "listPets", "fault": "status=503", "times": 1})


def program():
    """What is tested: three requests with the token."""
    headers = {"Authorization": f"Bearer {token}"}
    send("GET", f"{mock}/pets/17", headers=headers)
    send("GET", f"{mock}/pets", headers=headers)
    send("POST", f"{mock}/pets", {"name": "Ada"}, headers)


threading.Thread(target=program).start()
for request in control("GET", "/requests/wait?count=3")["requests"]:
    print(request["operation"]["name"], request["status"], request["arguments"], request["faults"])
