"""Hostile files against `kaocheng read` and `kaocheng verify`: seconds, peak memory, exit code and what was said.

    python3 bench/hostile/measure.py target/release/kaocheng [case ...]

The files are made in a temporary folder and removed. A case holds when the command ends within 10 s and 256 MB, with exit
code 2 and one sentence, or with the document read.
"""
import io, os, resource, struct, subprocess, sys, tempfile, time, zipfile, zlib

LIMIT_SECONDS, LIMIT_MB = 10, 256
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts:
            with z.open(name, "w", force_zip64=True) as part:
                for chunk in [content] if isinstance(content, (bytes, str)) else content:
                    part.write(chunk.encode() if isinstance(chunk, str) else chunk)
    return out.getvalue()


def docx(body):
    chunks = [body] if isinstance(body, str) else body
    def document():
        yield f'<?xml version="1.0"?><w:document {W}><w:body>'
        yield from chunks
        yield "</w:body></w:document>"
    return package([("[Content_Types].xml", "<Types/>"), ("word/document.xml", document())])


def xlsx(sheet, shared=""):
    chunks = [sheet] if isinstance(sheet, str) else sheet
    def worksheet():
        yield "<worksheet>"
        yield from chunks
        yield "</worksheet>"
    return package([
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/sharedStrings.xml", f"<sst>{shared}</sst>"),
        ("xl/worksheets/sheet1.xml", worksheet()),
    ])


def p(words):
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def pdf(pages, content=b"", extra=b""):
    out = [b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"]
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(pages))
    out.append(b"2 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n" % (pages, kids))
    packed = zlib.compress(content)
    out.append(b"5 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (len(packed), packed))
    out.append(b"6 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n" + extra)
    for n in range(pages):
        out.append(b"%d 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >> >>\nendobj\n" % (10 + n))
    out.append(b"trailer\n<< /Root 1 0 R /Size 10 >>\nstartxref\n0\n%%EOF\n")
    return b"".join(out)


def words_page(count):
    lines = [b"BT /F1 1 Tf\n"]
    for n in range(count):
        lines.append(b"1 0 0 1 %d %d Tm (w%d) Tj\n" % (n % 590, n // 590 % 840, n % 10))
    return b"".join(lines) + b"ET\n"


def drawn_page(count):
    return b"BT /F1 9 Tf 20 20 Td (a 1%) Tj ET\n" + b"".join(b"%d %d m %d %d l S\n" % (n % 590, n % 830, n % 590 + 5, n % 830) for n in range(count))


PROSE = "1-8月,全市到位资金894.01亿元,完成全年任务的64.78%,同比增长14.2%,其中工业项目占41.1%,新开工25个项目。"
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def repeated(text, size):
    return (text * (size // len(text.encode()) + 1)).encode()[:size]


CASES = {
    "empty": ("a.txt", lambda: b""),
    "zip bomb docx": ("a.docx", lambda: docx("1" * (1 << 20) for _ in range(1000))),
    "zip bomb shared strings": ("a.xlsx", lambda: xlsx("<sheetData/>", "<si><t>" + "1" * (200 << 20))),
    "zip bomb other part": ("a.docx", lambda: package([("word/document.xml", f"<w:document {W}><w:body>{p('1亿元')}</w:body></w:document>"), ("word/media/a", (b"0" * (1 << 20) for _ in range(2000)))])),
    "entity bomb docx": ("a.docx", lambda: package([("word/document.xml", LAUGHS + "<w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>")])),
    "entity bomb html": ("a.html", lambda: (LAUGHS + "<html><body><p>&b;</p></body></html>").encode()),
    "pdf of 10,000 pages": ("a.pdf", lambda: pdf(10_000, words_page(10))),
    "pdf of 1,000 pages of 300 words": ("a.pdf", lambda: pdf(1_000, words_page(300))),
    "pdf page of 350,000 words": ("a.pdf", lambda: pdf(1, words_page(350_000))),
    "pdf page of 100,000 words": ("a.pdf", lambda: pdf(1, words_page(100_000))),
    "pdf page of 50,000 words": ("a.pdf", lambda: pdf(1, words_page(50_000))),
    "pdf page of 150,000 lines": ("a.pdf", lambda: pdf(1, drawn_page(150_000))),
    "pdf content without end": ("a.pdf", lambda: pdf(1, b" " * (200 << 20))),
    "pdf arrays in arrays": ("a.pdf", lambda: pdf(1, b"", b"7 0 obj\n" + b"[" * 1_000_000 + b"\nendobj\n")),
    "pdf cut in the middle": ("a.pdf", lambda: (lambda f: f[: len(f) // 2])(pdf(50, words_page(300)))),
    "pdf of zeros": ("a.pdf", lambda: b"%PDF-1.4\n" + b"\0" * (20 << 20)),
    "docx cut in the middle": ("a.docx", lambda: (lambda f: f[: len(f) // 2])(docx(p(PROSE) * 2000))),
    "encrypted office file": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + "EncryptedPackage".encode("utf-16-le")),
    "page called xls": ("a.xls", lambda: f"<html><body><p>{PROSE}</p></body></html>".encode()),
    "docx called pdf": ("a.pdf", lambda: docx(p(PROSE))),
    "GBK page called utf-8": ("a.html", lambda: f"<html><meta charset=utf-8><body><p>{PROSE}</p></body></html>".encode("gb18030")),
    "noise": ("a.txt", lambda: bytes((n * 2654435761 >> 16) & 255 for n in range(4_000_000))),
    "cell of 100 MB docx": ("a.docx", lambda: docx(["<w:tbl><w:tr><w:tc><w:p><w:r><w:t>"] + ["1" * (1 << 20)] * 100 + ["</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"])),
    "cell of 60 MB xlsx": ("a.xlsx", lambda: xlsx(['<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'] + ["1" * (1 << 20)] * 60 + ["</t></is></c></row></sheetData>"])),
    "cell of 100 MB html": ("a.html", lambda: b"<html><table><tr><td>" + b"1" * (100 << 20)),
    "cell of 15 MB html": ("a.html", lambda: b"<html><table><tr><td>" + b"1" * (15 << 20)),
    "1,000,000 paragraphs docx": ("a.docx", lambda: docx(p("1") * 10_000 for _ in range(100))),
    "199,000 paragraphs docx": ("a.docx", lambda: docx(p("到位资金1亿元") * 1_000 for _ in range(199))),
    "199,000 list items docx": ("a.docx", lambda: docx(p("一、目标1.完成8%") * 1_000 for _ in range(199))),
    "390,000 cells docx": ("a.docx", lambda: docx(["<w:tbl>"] + ["<w:tr>" + "<w:tc><w:p><w:r><w:t>1.5%</w:t></w:r></w:p></w:tc>" * 390 + "</w:tr>"] * 1000 + ["</w:tbl>"])),
    "390,000 cells xlsx": ("a.xlsx", lambda: xlsx(["<sheetData>"] + ["<row>" + "<c><v>1.5</v></c>" * 39 + "</row>"] * 10_000 + ["</sheetData>"])),
    "2,000,000 cells xlsx": ("a.xlsx", lambda: xlsx(["<sheetData>"] + ["<row>" + "<c><v>1</v></c>" * 100 + "</row>"] * 20_000 + ["</sheetData>"])),
    "390,000 cells html": ("a.html", lambda: ("<html><table>" + ("<tr>" + "<td>1.5%</td>" * 390 + "</tr>") * 1000).encode()),
    "4,000,000 lines text": ("a.txt", lambda: b"1\n" * 4_000_000),
    "199,000 lines of prose": ("a.txt", lambda: ("到位资金894.01亿元,完成64.78%。\n" * 199_000).encode()[: 60 << 20]),
    "1,000,000 tabbed rows": ("a.txt", lambda: b"1\t2\t3\n" * 1_000_000),
    "99,000 tabbed rows": ("a.txt", lambda: "目标\t1亿元\t2亿元\t50%\n".encode() * 99_000),
    "60 MB of one line": ("a.txt", lambda: repeated(PROSE, 60 << 20)),
    "20 MB of prose": ("a.txt", lambda: repeated(PROSE + "\n", 20 << 20)),
    "1,900,000 characters of prose in one line": ("a.txt", lambda: (PROSE * 40_000)[:1_900_000].encode()),
    "digits without end": ("a.txt", lambda: (b"1" * 1_999_000 + b"\n") * 3),
    "commas and digits": ("a.txt", lambda: (b"1," * 990_000 + b"\n") * 3),
    "units without numbers": ("a.txt", lambda: ("亿万个百分点" * 300_000 + "\n").encode() * 4),
    "repeated head words": ("a.txt", lambda: ("序号\t目标\t完成情况\t完成率\n" * 90_000).encode()),
    "repeated head words in one line": ("a.txt", lambda: ("序号 目标名称 考核指标 完成情况 完成率 " * 80_000).encode()),
    "head words one a line": ("a.txt", lambda: ("序号\n目标名称\n考核指标\n完成情况\n完成率\n" * 39_000).encode()),
    "numbered lines one a line": ("a.txt", lambda: "".join(f"{n}稳定物价{n}.加强监测1亿元\n100%\n" for n in range(99_000)).encode()),
    "100,000 nested div": ("a.html", lambda: b"<html><body>" + b"<div>" * 100_000 + "正文".encode()),
    "1,000,000 open inline elements": ("a.html", lambda: b"<html><body>" + b"<b><i>" * 500_000 + "正文".encode()),
    "spans of a million": ("a.html", lambda: ("<html><table>" + "<tr><td colspan=1000000 rowspan=1000000>甲</td><td>乙</td></tr>" * 1000).encode()),
}


def run(binary, verb, path):
    began = time.monotonic()
    child = subprocess.Popen([binary, verb, path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    # A watch of our own: what takes a minute has failed anyhow.
    try:
        said = child.communicate(timeout=60)[1].decode(errors="replace").strip().split("\n")[0]
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        said = "not done after 60 s"
    return time.monotonic() - began, child.returncode, said


def measured(binary, verb, path):
    """In a process of its own, so that the peak is this child's."""
    read, write = os.pipe()
    if os.fork() == 0:
        seconds, code, said = run(binary, verb, path)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        os.write(write, f"{seconds}\t{code}\t{peak}\t{said}".encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        seconds, code, peak, said = pipe.read().split("\t", 3)
    os.wait()
    return float(seconds), int(code), int(peak) / 1024, said


def main():
    binary, only = sys.argv[1], sys.argv[2:]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, make) in CASES.items():
            if only and not any(word in name for word in only):
                continue
            path = os.path.join(folder, file)
            with open(path, "wb") as out:
                out.write(make())
            for verb in ("read", "verify"):
                seconds, code, peak, said = measured(binary, verb, path)
                bad = seconds > LIMIT_SECONDS or peak > LIMIT_MB or code not in (0, 1, 2)
                failed += bad
                print(f"{'FAILED' if bad else 'holds '} {verb:6} {seconds:6.2f} s {peak:6.0f} MB exit {code}  {name}: {said.replace(path, file)[:110]}", flush=True)
            os.remove(path)
    print(f"{failed} failed")
    sys.exit(1 if failed else 0)


main()
