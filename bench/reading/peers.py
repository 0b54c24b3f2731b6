"""Times JioNLP and Recognizers-Text on the same lines and scores them on the same labels.

usage: peers.py LINES.txt [LABELS.jsonl]
Prints one JSON row per peer: megabytes a second over LINES, and over LABELS how many items have the right span and value.
An item counts when a result overlaps its span and carries its value in base units, however the peer writes it.
"""
import json
import re
import sys
import time
from decimal import Decimal, InvalidOperation


def decimals(text):
    found = set()
    for part in re.findall(r"-?\d+(?:\.\d+)?", str(text)):
        try:
            found.add(Decimal(part).normalize())
        except InvalidOperation:
            pass
    return found


def jionlp():
    import jionlp as jio

    def items(line):
        out = []
        for extract in (jio.ner.extract_money, jio.ner.extract_time):
            for hit in extract(line) or []:
                out.append((*hit["offset"], decimals(hit.get("detail", {}).get("num", hit["text"]) if isinstance(hit.get("detail"), dict) else hit["text"])))
        return out

    return "JioNLP", items


def recognizers():
    from recognizers_text import Culture
    from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import recognize_currency
    from recognizers_date_time import recognize_datetime

    models = (recognize_number, recognize_ordinal, recognize_percentage, recognize_currency, recognize_datetime)

    def items(line):
        out = []
        for model in models:
            for hit in model(line, Culture.Chinese):
                out.append((hit.start, hit.end + 1, decimals((hit.resolution or {}).get("value", ""))))
        return out

    return "Recognizers-Text", items


def speed(items, lines, seconds=20.0):
    size, start = 0, time.perf_counter()
    for line in lines:
        items(line)
        size += len(line.encode())
        if time.perf_counter() - start > seconds:
            break
    took = time.perf_counter() - start
    return size / took / 1e6, size, took


def accuracy(items, rows):
    right = total = 0
    for row in rows:
        hits = items(row["text"])
        for item in row["items"]:
            total += 1
            wanted = decimals(item["value"])
            if any(s < item["end"] and e > item["start"] and wanted & values for s, e, values in hits):
                right += 1
    return right, total


def main():
    lines = open(sys.argv[1], encoding="utf8").read().splitlines()
    rows = [json.loads(line) for line in open(sys.argv[2], encoding="utf8")] if len(sys.argv) > 2 else []
    for peer in (jionlp, recognizers):
        try:
            name, items = peer()
            items("到位资金894.01亿元")  # models load lazily
            rate, size, took = speed(items, lines)
            right, total = accuracy(items, rows)
            print(json.dumps({"engine": name, "mb_per_s": round(rate, 4), "bytes": size, "seconds": round(took, 2), "right": right, "items": total}, ensure_ascii=False), flush=True)
        except Exception as error:  # one peer that cannot run must not hide the other
            print(json.dumps({"engine": peer.__name__, "error": str(error)}, ensure_ascii=False), flush=True)


main()
