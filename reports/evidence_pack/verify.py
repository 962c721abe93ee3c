"""证据包核验程序。用法：python3 verify.py [证据包.zip 或解开后的文件夹]；不写则核验本文件所在的文件夹。

只用 Python 3.8 及以上自带的库，不联网，不写文件；哈希均为 SHA-256。退出码：0 未发现改动，1 发现改动，2 不能核验。
出具单位的软件（zuanjian evidence verify）运行的就是这一份程序。
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
import stat
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

CLOSING = ["manifest.txt", "root.txt", "stamp.tsr", "seal.json"]  # 不列入清单、排在最后的文件
SAFE = re.compile(r"(?!.{201})([A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*")  # 无 ..、反斜杠和绝对路径
LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,15}) ([!-~]+)")
MOST_FILES, LARGEST_PACK = 65_000, 4 * 1024**3 - 1
LARGEST_READ, LARGEST_UNPACKED = 256 * 1024**2, 16 * 1024**3  # 一次读入、解压总量的上限（字节），防压缩炸弹


class Refused(Exception):
    """不是证据包，或有危险而拒绝打开；消息说明原因。"""


class Pack:
    """files：名称 ->（所在文件，起点，长度，哈希）；problems：不一致之处；facts：核对过的；limits：不能核对的。"""

    def __init__(self, path: Path) -> None:
        self.path, self.root, self.total, self.unpacked = path, "", 0, 0
        self.files: dict[str, tuple[Path, int, int, str]] = {}
        self.problems: list[str] = []
        self.facts, self.limits = self.problems[:], ["包是否由出具单位制作：请将默克尔根与出具单位存证中登记的根核对"]

    def wrong(self, place: str, reason: str) -> bool:
        self.problems.append(f"{place}：{reason}")
        return False

    def add(self, name: str, path: Path, start: int, size: int) -> int:
        """登记一个文件并算出哈希；得 CRC-32。"""
        self.total += size
        if self.total > LARGEST_PACK or len(self.files) >= MOST_FILES or not SAFE.fullmatch(name):
            raise Refused(f"文件名 {name[:80]!a} 不安全，或超过 {MOST_FILES} 个文件、4 GiB，拒绝打开")
        digest, crc = hashlib.sha256(), 0
        for piece in pieces(path, start, size):
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
        self.files[name] = (path, start, size, digest.hexdigest())
        return crc

    def read(self, name: str) -> bytes:
        """小文件的全部内容；没有该文件时为空。"""
        if name in self.files and self.files[name][2] > LARGEST_READ:
            raise Refused(f"“{name}”过大，拒绝读入")
        return b"".join(pieces(*self.files[name][:3])) if name in self.files else b""


def pieces(path: Path, start: int, left: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while left > 0 and (piece := file.read(min(left, 1 << 20))):
            left -= len(piece)
            yield piece


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def tree(leaves: list[bytes]) -> bytes:
    """RFC 9162 第 2.1.1 节：叶为 H(0x00‖数据)，结点为 H(0x01‖左‖右)，左子树取小于叶数的最大的 2 的幂。"""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", tree(leaves[:split]), tree(leaves[split:]))


def climb(value: bytes, index: int, size: int, path: list[str]) -> str:
    """RFC 9162 第 2.1.3.2 节：由一片叶和路径算出根；路径不合时为空。"""
    last = size - 1
    for other in map(bytes.fromhex, path):
        if last <= 0:
            return ""
        right = index & 1 or index == last
        value = sha(b"\1", other, value) if right else sha(b"\1", value, other)
        while right and index and not index & 1:
            index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    return value.hex() if last == 0 else ""


def read_zip(pack: Pack) -> bool:
    """证据包的 ZIP 只有一种写法（不压缩、时间固定、无注释和附加字段），因此逐字节重算后比对。"""
    directory = []
    with pack.path.open("rb") as file:
        end, at = file.seek(0, 2), file.seek(0)
        while (head := file.read(30))[:4] == b"PK\3\4" and len(head) == 30:
            crc, size, _, name_length, extra = struct.unpack("<14x3L2H", head)
            name, start = file.read(name_length).decode("latin-1"), at + 30 + name_length
            common = struct.pack("<5H3L2H", 20, 0, 0, 0, 33, crc, size, size, name_length, 0)
            if extra or start + size > end or name in pack.files:
                return pack.wrong(repr(name), "ZIP 中重名、长度不可信或带有附加字段，此后的内容未能核对")
            if pack.add(name, pack.path, start, size) != crc or head != b"PK\3\4" + common:
                pack.wrong(name, "内容与 ZIP 校验值不符，或 ZIP 文件头被改动")
            rest = struct.pack("<3H2L", 0, 0, 0, 0o100644 << 16, at) + name.encode("latin-1")
            directory.append(b"PK\1\2\24\3" + common + rest)
            at = file.seek(start + size)
        names = list(pack.files)
        if not names:
            raise Refused("开头不是证据包（不是 ZIP、前面有多余字节或开头被改动）")
        if names != sorted(names, key=lambda name: (name in CLOSING and CLOSING.index(name) + 1, name)):
            pack.wrong("ZIP", "文件的次序被改动")
        file.seek(at)
        for name, record in zip(names, directory):  # noqa: B905 - Python 3.8 没有 strict
            if file.read(len(record)) != record:
                return pack.wrong(f"“{names[-1]}”之后的 ZIP 目录", f"“{name}”的登记被改动，或此处混入其他内容")
        length, count = sum(map(len, directory)), len(names)
        if file.read(1 << 20) != struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, length, at, 0):
            pack.wrong("ZIP 结尾", "被改动、被截短、带有注释或有多余字节")
    return True


def read_folder(pack: Pack) -> bool:
    """解开后的文件夹：不跟随符号链接，只认普通文件。"""
    for path in pack.path.rglob("*"):
        info, name = path.lstat(), path.relative_to(pack.path).as_posix()
        if stat.S_ISREG(info.st_mode):
            pack.add(name, path, 0, info.st_size)
        elif not stat.S_ISDIR(info.st_mode):
            raise Refused(f"{name!a} 是符号链接或特殊文件，拒绝打开")
    return True


def check_manifest(pack: Pack) -> None:
    """清单每行“哈希 字节数 名称”，按名称排列；每行（不含换行）是一片叶，根写在 root.txt，时间戳盖在 root.txt 上。"""
    text = pack.read("manifest.txt").decode("utf-8", "replace")
    lines = text.split("\n")[:-1]
    listed = {match[3]: (match[1], int(match[2])) for match in map(LINE.fullmatch, lines) if match}
    if not listed or "".join(f"{one[0]} {one[1]} {name}\n" for name, one in sorted(listed.items())) != text:
        pack.wrong("manifest.txt", "缺少，或写法、次序被改动")
    for name, stated in listed.items():
        if name not in pack.files:
            pack.wrong(name, "清单列出而包内没有（缺少或改名）")
        elif pack.files[name][:1:-1] != stated:
            pack.wrong(name, "内容与清单的哈希或字节数不符")
    for name in sorted(set(pack.files) - set(listed) - set(CLOSING)):
        pack.wrong(name, "清单没有列出（多出或改名）")
    pack.root = tree([sha(b"\0", line.encode("utf-8")) for line in lines]).hex()
    seal = {name: pack.files[name][3] if name in pack.files else None for name in CLOSING[:3]}
    for name, expected in (("root.txt", pack.root), ("seal.json", json.dumps(seal, indent=1))):
        if pack.read(name) != f"{expected}\n".encode("ascii"):
            pack.wrong(name, "缺少，或与由 manifest.txt、root.txt、stamp.tsr 重算的不符（其中之一被改动、增减）")
    pack.facts.append(f"清单所列 {len(listed)} 个文件的哈希和字节数，以及默克尔根")
    how = "可信时间戳的签名：可用 openssl ts -verify -data root.txt -in stamp.tsr -CAfile 根证书"
    pack.limits.append(how if seal["stamp.tsr"] else "未加盖可信时间戳：包内所写的时间只由出具单位的机器证明")


def check_warc(pack: Pack, name: str) -> None:
    """WARC：块摘要和载荷摘要逐条重算；revisit 记录的载荷不在包的 WARC 中，不算。"""
    number, file = 0, gzip.GzipFile(fileobj=io.BytesIO(pack.read(name)))
    while file.readline(100).startswith(b"WARC/1."):
        number, head = number + 1, [["", ""]]
        while len(head) < 100 and (line := file.readline(1 << 16).decode("utf-8").strip()):
            head.append(line.split(": ", 1))
        fields = dict(head)
        size = int(fields["Content-Length"])
        pack.unpacked += size
        if not 0 <= size <= LARGEST_READ or pack.unpacked > LARGEST_UNPACKED:
            raise Refused(f"{name}：解压后过大，拒绝继续")
        block = file.read(size)
        if len(block) != size or file.read(4) != b"\r\n\r\n" or "WARC-Block-Digest" not in fields:
            pack.wrong(name, f"第 {number} 条记录的长度不符，或没有摘要")
        http = fields["WARC-Type"] in ("request", "response")
        payload = block.partition(b"\r\n\r\n")[2]
        for kind, data in (("Block", block), ("Payload", payload))[: 2 if http else 1]:
            stated = fields.get(f"WARC-{kind}-Digest")
            if stated and stated != "sha256:" + base64.b32encode(sha(data)).decode("ascii"):
                pack.wrong(name, f"第 {number} 条记录的 WARC-{kind}-Digest 不符")
    pack.facts.append(f"{name}：{number} 条记录的摘要")


def check_custody(pack: Pack) -> None:
    """存证：每条的哈希为 H(上一条的哈希‖正文)；路径证明它是检查点那棵树的第 seq 片叶（叶的数据为该条的哈希）。"""
    point = json.loads(pack.read("checkpoint.json"))
    rows = list(map(json.loads, pack.read("custody.jsonl").splitlines()))
    for row in [point["head"], *rows]:
        where, text = f"存证第 {row['seq']} 条", row.get("entry")
        found = climb(sha(b"\0", bytes.fromhex(row["hash"])), row["seq"] - 1, point["entries"], row["proof"])
        if found != point["root"]:
            pack.wrong(where, "不在检查点的默克尔树中")
        if text and sha((row["previous"] + text).encode("utf-8")).hex() != row["hash"]:
            pack.wrong(where, "正文与哈希不符")
        for kind, kept in row.get("rows", {}).items():
            if json.loads(json.loads(text)["data"])[kind] != sha(kept.encode("utf-8")).hex():
                pack.wrong(where, f"所附的 {kind!a} 与该条记载的哈希不符")
    pack.facts.append(f"存证 {len(rows)} 条的哈希，及其在检查点（共 {point['entries']} 条）中的位置")
    if hidden := sum(not row["entry"] for row in rows):
        pack.limits.append(f"{hidden} 条存证的正文已遮蔽，只核对了哈希和位置")


def check(path: Path) -> Pack:
    """核验一个证据包。打不开、不安全时抛出 Refused。"""
    pack = Pack(path)
    if not (read_folder(pack) if path.is_dir() else read_zip(pack)):
        return pack
    check_manifest(pack)
    for name in sorted(pack.files):
        try:
            if name.endswith(".warc.gz"):
                check_warc(pack, name)
            elif name == "custody.jsonl":
                check_custody(pack)
        except (
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            EOFError,
            OSError,
            RecursionError,
            zlib.error,
        ) as error:
            pack.wrong(name, f"格式损坏，无法核对（{type(error).__name__}）")
    return pack


def told(pack: Pack) -> list[str]:
    """核验结果，每项一行。"""
    lines = [f"核验对象：{pack.path}", f"默克尔根：{pack.root or '未能计算'}"]
    for title, found in (("已核对", pack.facts), ("不能核对", pack.limits), ("不一致", pack.problems)):
        lines += [f"{title}：{one}" for one in found]
    return [*lines, f"结论：发现 {len(pack.problems)} 处不一致" if pack.problems else "结论：未发现改动"]


def main(arguments: list[str]) -> int:
    try:
        pack = check(Path(arguments[0]) if arguments else Path(__file__).resolve().parent)
    except (Refused, OSError) as error:
        print(f"不能核验：{error}")
        return 2
    print("\n".join(told(pack)))
    return 1 if pack.problems else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # 显示不了汉字的终端
    sys.exit(main(sys.argv[1:]))
