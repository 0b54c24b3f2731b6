#!/usr/bin/env python3
"""Saves through two processes of ours on one database at once and adds one line to the results.

two.py SPEC LOADER OUT SECONDS PORT PORT. Half of the months goes to each process, so that no two workers share a figure and
every acknowledged save can be read back."""
import json, os, re, subprocess, sys, tempfile, urllib.request
spec_file, loader, out, secs, *ports = sys.argv[1:]
raw = open(spec_file).read()
fill = lambda text, values: re.sub(r"\$\{(\w+)\}", lambda m: values.get(m[1], ""), text)
runs, pids = [], []
for at, port in enumerate(ports):
    values = dict(os.environ, NAME="ours-pg2", PORT=port)
    spec = json.loads(fill(raw, values))
    login = spec["login"]
    request = urllib.request.Request(spec["base"] + login["path"], data=json.dumps(login["body"]).encode(), method=login["method"], headers={"content-type": "application/json"})
    values["TOKEN"] = json.load(urllib.request.urlopen(request, timeout=30))["token"]
    spec = json.loads(fill(raw, values))
    months = spec["shape"]["months"]
    half = max(1, len(months) // len(ports))
    spec["shape"]["months"] = months[at * half:(at + 1) * half] or months[:half]
    file = tempfile.NamedTemporaryFile("w", suffix=".json", delete=False)
    json.dump(spec, file); file.close()
    runs.append((file.name, subprocess.Popen([loader, "--spec", file.name, "--op", "save", "--conc", str(100 // len(ports)), "--secs", secs, "--warm", "1.5", "--seed", str(20260101 + at)], stdout=subprocess.PIPE, text=True)))
parts = []
for name, run in runs:
    text = run.communicate()[0]; os.unlink(name)
    if run.returncode: sys.exit("the loader failed")
    parts.append(json.loads(text))
total = lambda key: sum(part[key] for part in parts)
worst = lambda key: max(part[key] or 0 for part in parts)
line = {"name": "ours-pg2", "op": "save", "conc": 100, "secs": worst("secs"), "ok": total("ok"), "rps": round(total("rps"), 1), "errors": total("errors"), "error_kinds": [kind for part in parts for kind in part["error_kinds"]],
    "by_process": [part["rps"] for part in parts], **{key: worst(key) for key in ("p50_ms", "p95_ms", "p99_ms", "max_ms")},
    "readback": {key: sum(part["readback"][key] for part in parts) for key in ("same", "different")}}
open(out, "a").write(json.dumps(line, ensure_ascii=False) + "\n"); print(json.dumps(line, ensure_ascii=False)[:400])
