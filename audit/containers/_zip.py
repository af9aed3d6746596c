"""Zip packages: documents made of parts, and archives of documents, one inside another.

Whatever a package declares of itself, no more is unpacked than these bounds allow.
"""

from __future__ import annotations

import io
import zipfile

from audit.errors import ReadError

#: Largest file that is opened at all, in bytes.
MAX_FILE = 200 * 1024 * 1024
#: Largest sum of the uncompressed members of a package, in bytes.
MAX_UNPACKED = 300 * 1024 * 1024
#: Largest single member that is unpacked for parsing, in bytes.
MAX_PART = 80 * 1024 * 1024
#: Members of a package.
MAX_MEMBERS = 5_000
#: A member beyond this size, in bytes, that is packed tighter than this ratio belongs to no honest document.
_LARGE_MEMBER, _MAX_RATIO = 20 * 1024 * 1024, 100
#: How a zip file begins: with a member, or with its end where it is empty.
_FIRST_BYTES = (b"PK\x03\x04", b"PK\x05\x06")
#: What stands before each entry of the list of members, and before the record that ends the file.
_LIST_ENTRY, _LIST_END = b"PK\x01\x02", b"PK\x05\x06"
_IS_UTF8, _IS_ENCRYPTED = 0x800, 0x1
_BOMB = "文件解压后的内容超出上限（疑似压缩炸弹），未读取。请确认文件来源，或另存为普通文档。"


def is_zip(data: bytes) -> bool:
    """Whether ``data`` begins as a zip file does; it may still be damaged."""
    return data.startswith(_FIRST_BYTES)


def open_package(data: bytes) -> zipfile.ZipFile:
    """``data`` as a zip package whose declared sizes are within bounds; ReadError otherwise."""
    if _count_members(data) > MAX_MEMBERS:
        raise ReadError(f"压缩结构内的文件超过{MAX_MEMBERS:,}个，超出上限，未读取。请分批打包，或确认文件来源。")
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReadError(
            "文件（或压缩包）已损坏或不完整，无法打开。请报送机关重新提供该文件，或者重新保存一份后再核查。"
        ) from error
    tight = any(m.file_size > max(_LARGE_MEMBER, _MAX_RATIO * m.compress_size) for m in members)
    if tight or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ReadError(_BOMB)
    if any(member.flag_bits & _IS_ENCRYPTED for member in members):
        raise ReadError("文件已加密，无法读取。请取消打开密码后再核查。")
    return package


def _count_members(data: bytes) -> int:
    """How many members a package lists, counted without building anything for each; at least those that there are."""
    end = data.rfind(_LIST_END)
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    return data.count(_LIST_ENTRY, max(end - size, 0), max(end, 0))


def read_part(package: zipfile.ZipFile, name: str, limit: int = MAX_PART) -> bytes:
    """The bytes of one part, never more than ``limit`` whatever the package declares; ReadError otherwise."""
    try:
        with package.open(name) as stream:
            # As much as is declared, not more: the library unpacks all that is asked for, whatever it passes on.
            data = stream.read(min(limit, package.getinfo(name).file_size) + 1)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ReadError(f"文件内部的“{name}”已损坏，无法读取。请用办公软件打开后另存一份再核查。") from error
    except Exception as error:
        if type(error).__module__ != "zlib":
            raise
        raise ReadError(f"文件内部的“{name}”已损坏，无法解压。请用办公软件打开后另存一份再核查。") from error
    if len(data) > limit:
        raise ReadError(f"文件内部的“{name}”过大，超出上限，未读取。请确认文件来源。")
    return data


def member_names(package: zipfile.ZipFile) -> dict[str, str]:
    """The name of each member as it was given to it → the name by which ``package`` knows it, in the package's order."""
    return {_given_name(member): member.filename for member in package.infolist()}


def _given_name(member: zipfile.ZipInfo) -> str:
    """The member's name; without the flag for UTF-8, Linux still writes UTF-8 and Chinese Windows writes GBK."""
    if member.flag_bits & _IS_UTF8:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return member.filename.encode("cp437").decode(encoding)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return member.filename
