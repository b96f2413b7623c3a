"""The file that stands for evidence in the demo: one page that says that it is invented."""

from django.core.files.base import ContentFile

from demo.files import Entry

NOTICE = "Document de démonstration, sans valeur : tout y est inventé."
# PDF 1.4 (ISO 32000): a catalogue, one A4 page, one of the fonts that every reader has.
OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
    " /Resources << /Font << /F1 4 0 R >> >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
)
CODING = "cp1252"


def evidence_of(part: Entry, holder: Entry) -> "ContentFile[bytes]":
    """The evidence file of one credential, named as people name theirs."""
    word = "certificat" if "fr" in holder["texts"] else "شهادة"
    name = f"{word} {part['standard'].replace('/', '-')}.pdf"
    lines = [NOTICE, "", part["standard"], f"N° {part['number']}", holder["website"]]
    lines += [part["issuer"], f"{part['valid_from']} - {part['valid_to'] or ''}"]
    return ContentFile(one_page(lines), name=name)


def one_page(lines: list[str]) -> bytes:
    """A PDF of one page with these lines; what Latin letters cannot say becomes a question mark."""
    shown = "".join(f"({escaped(line)}) Tj T*\n" for line in lines)
    text = f"BT /F1 12 Tf 18 TL 60 780 Td\n{shown}ET".encode(CODING, "replace")
    stream = b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text)
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate([*(o.encode(CODING) for o in OBJECTS), stream], start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return body + trailer(offsets, start=len(body))


def escaped(line: str) -> str:
    """A line as a PDF string takes it."""
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def trailer(offsets: list[int], *, start: int) -> bytes:
    """Where each object begins, as the format asks for it: lines of 20 bytes."""
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(offsets) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows)
    return head + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
