"""Whether the files of a generation are what was written: lost, cut short or changed by hand.

tantivy never changes a segment's file once it is written, and ends it with a footer: JSON with
the CRC-32 of all before it, the length of that JSON and the number 1337, four bytes each
(tantivy, src/directory/footer.rs). It reads only what a query needs, so damage would show days
later, and a file once mapped never.
"""

import json
import struct
import zlib
from pathlib import Path

from search.engines.errors import IndexDamaged

KINDS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
MAGIC = 1337
TAIL = struct.Struct("<II")
CHUNK = 1 << 20

# A file whose name, size and time are as they were is not read again: (size, mtime in ns).
Checked = dict[str, tuple[int, int]]


def check_files(path: Path, checked: Checked) -> None:
    """Raise IndexDamaged for a segment's file that is not whole; `checked` gains the good ones.

    A commit of another process may take files away meanwhile: then the newer list is read.
    """
    for attempt in (1, 2, 3):
        try:
            names = segment_files(path)
            for name in names:
                check_file(path / name, checked)
            for name in checked.keys() - set(names):
                del checked[name]
            return
        except FileNotFoundError as error:
            if attempt == 3:
                raise IndexDamaged(f"{path.name}: {error.filename} is gone") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(f"{path.name}: {error}") from error


def segment_files(path: Path) -> list[str]:
    """The files of the segments that meta.json names."""
    names: list[str] = []
    for segment in json.loads((path / "meta.json").read_bytes())["segments"]:
        prefix = segment["segment_id"].replace("-", "")
        names += [f"{prefix}.{kind}" for kind in KINDS]
        if segment["deletes"]:
            names.append(f"{prefix}.{segment['deletes']['opstamp']}.del")
    return names


def check_file(file: Path, checked: Checked) -> None:
    """Compare one file with its own checksum, unless that was done since it was last written."""
    stat = file.stat()
    state = (stat.st_size, stat.st_mtime_ns)
    if checked.get(file.name) == state:
        return
    body, crc = footer_of(file, stat.st_size)
    if crc_of(file, body) != crc:
        raise IndexDamaged(f"{file} is not what was written")
    checked[file.name] = state


def footer_of(file: Path, size: int) -> tuple[int, int]:
    """How long the body is, and its checksum as written."""
    with file.open("rb") as opened:
        if size < TAIL.size:
            raise IndexDamaged(f"{file} is cut short")
        opened.seek(size - TAIL.size)
        length, magic = TAIL.unpack(opened.read(TAIL.size))
        if magic != MAGIC or length > size - TAIL.size:
            raise IndexDamaged(f"{file} is cut short")
        body = size - TAIL.size - length
        opened.seek(body)
        return body, int(json.loads(opened.read(length))["crc"])


def crc_of(file: Path, length: int) -> int:
    """The CRC-32 of the first `length` bytes."""
    crc, left = 0, length
    with file.open("rb") as opened:
        while left and (part := opened.read(min(CHUNK, left))):
            crc = zlib.crc32(part, crc)
            left -= len(part)
    return crc
