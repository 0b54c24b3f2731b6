#!/usr/bin/env python3
"""Sends the API what nobody would: every operation that its description names, with made-up and broken requests.

wild.py BINARY SCHEMATHESIS EXAMPLES. The product runs with the sample city in a fresh folder; the requests are
sent as an assessment officer and as a clerk. It fails when the product answers with a fault of its own (5xx), stops
answering, or gives a status or a body that its description does not name."""
import json, os, re, shutil, subprocess, sys, tempfile, urllib.request

binary, schemathesis, examples = sys.argv[1:]
# It would end the session that the rest of the run needs.
LEFT_OUT = ["/api/v1/session"]
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
ROLES = ["考核", "填报"]

folder = tempfile.mkdtemp(prefix="kaocheng-wild-")
log = open(os.path.join(folder, "log"), "w")
product = subprocess.Popen([binary, "demo", "--data", os.path.join(folder, "data"), "--port", "0"], stdout=subprocess.PIPE, stderr=log, text=True, cwd=folder)
said = ""
for line in product.stdout:
    said += line
    if "Ctrl-C" in line:
        break
address = re.search(r"https?://[^\s，。]+", said)[0].rstrip("/")
accounts = re.findall(r"用户名[ :：]*(\S+)\s+(?:一次性)?密码[ :：]*(\S+)(.*)", said)


def token(role):
    name, password, _ = next(account for account in accounts if role in account[2])
    body = json.dumps({"name": name, "password": password}).encode()
    request = urllib.request.Request(address + "/api/v1/session", data=body, method="POST", headers={"content-type": "application/json"})
    return json.load(urllib.request.urlopen(request, timeout=30))["token"]


failed = False
try:
    for role in ROLES:
        print(f"== as {role}", flush=True)
        command = [schemathesis, "run", address + "/api/v1/openapi.json", "--header", f"Authorization: Bearer {token(role)}",
                   "--checks", CHECKS, "--max-examples", examples, "--continue-on-failure", "--seed", "1", "--no-color"]
        for path in LEFT_OUT:
            command += ["--exclude-path", path]
        failed |= subprocess.run(command, cwd=folder).returncode != 0
    failed |= product.poll() is not None
finally:
    product.terminate()
    product.wait()
    if failed:
        print(open(log.name).read()[-4000:])
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(failed)
