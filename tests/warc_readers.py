"""Two readers of WARC that know nothing of how ours are written: warcio's own check, and fastwarc."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType


@dataclass(frozen=True)
class Read:
    """A record as fastwarc reads it: WARC fields by name, its HTTP status where it has one, and its payload."""

    kind: str
    fields: dict[str, str]
    status: int | None
    payload: bytes

    @property
    def url(self) -> str | None:
        return self.fields.get("WARC-Target-URI")


def read_by_others(warc: Path) -> list[Read]:
    """Every record in order, after ``warcio check`` has passed. Fails for a record without digests or with false ones."""
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(warc)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "no digest" not in checked.stdout
    found: list[Read] = []
    for record in ArchiveIterator(str(warc), record_types=WarcRecordType.any_type, parse_http=False):
        assert record.verify_block_digest(), record.record_id
        fields = {str(name): str(value) for name, value in record.headers.items()}
        status = None
        if "msgtype" in fields.get("Content-Type", ""):
            record.parse_http(auto_decode="none")
            if record.record_type != WarcRecordType.revisit:
                assert record.verify_payload_digest(), record.record_id
            if record.record_type != WarcRecordType.request:
                status = record.http_headers.status_code
        found.append(Read(fields["WARC-Type"], fields, status, record.reader.read()))
    assert checked.stdout.count("WARC-Record-ID") == len(found)
    return found
