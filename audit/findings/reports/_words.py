"""Facts of the wording: words at fault with what they should be, personal data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from audit.findings._facts import Facts, filled
from audit.findings.reports._printed import Part


@dataclass(frozen=True, slots=True)
class WrongWords(Facts):
    """Words of the text that are at fault.

    ``form`` is the sentence with the other fields in braces, as far as it says them: ``{where}“{found}”宜为“{correction}”``.
    ``found`` are the words as printed, ``correction`` is what should stand there, ``what`` what they are (书签标记), each ""
    where nothing can be said. ``shown`` is how the sentence prints the words where that is not as they stand: shortened, or
    with what follows them.
    """

    kind: ClassVar[str] = "wrong_words"
    form: str
    where: Part
    found: str
    correction: str = ""
    what: str = ""
    shown: str = ""

    def message(self) -> str:
        """The form with the fields."""
        found = self.shown or self.found
        return filled(self.form, where=self.where, found=found, correction=self.correction, what=self.what)


#: What personal data may be: an identity number, digits that are only called so, a bank card, the telephone of a party to a
#: case, a telephone of which that is not certain, the name of a party to a case.
Data = Literal["identity", "called_identity", "card", "telephone", "unclear_telephone", "name"]
_NAMES: dict[Data, str] = {
    "identity": "居民身份证号码",
    "called_identity": "称为身份证号码的数字",
    "card": "银行卡号",
    "telephone": "当事人的手机号码",
    "unclear_telephone": "手机号码",
    "name": "当事人姓名",
}
_OPEN: dict[Data, str] = {
    "called_identity": "，校验码或出生日期不成立，是否属于身份证号码不能确定",
    "unclear_telephone": "，是否属于个人不能确定",
}


@dataclass(frozen=True, slots=True)
class PersonalData(Facts):
    """A number or name of a private person; ``shown`` is what of it may be shown, the rest as “*”."""

    kind: ClassVar[str] = "personal_data"
    where: Part
    data: Data
    shown: str

    @property
    def name(self) -> str:
        """What people call such data."""
        return _NAMES[self.data]

    @property
    def unsure(self) -> bool:
        """Whether it may be no person’s."""
        return self.data in _OPEN

    def message(self) -> str:
        """“第一部分写有当事人姓名“张*””."""
        return f"{self.where.message()}写有{self.name}“{self.shown}”{_OPEN.get(self.data, '')}"
