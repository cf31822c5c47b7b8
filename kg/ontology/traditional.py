"""The model of ``ontology/lexicons/traditional.yaml``: traditional characters and the simplified ones that stand for them."""

from functools import cached_property

from pydantic import Field, model_validator

from kg.ontology.yaml_file import Entry

__all__ = ["Traditional"]


class _Row(Entry):
    from_: str = Field(alias="from")
    to: str

    @model_validator(mode="after")
    def _are_pairs(self) -> "_Row":
        if len(self.from_) != len(self.to):
            raise ValueError("'from' and 'to' must have as many characters")
        return self


class Traditional(Entry):
    """``share`` is the part of a text's Chinese characters that must be in the table for it to count as traditional."""

    share: float = Field(gt=0, lt=1)
    rows: tuple[_Row, ...]

    @cached_property
    def table(self) -> dict[int, str]:
        """The characters as :meth:`str.translate` takes them; each becomes exactly one."""
        return {ord(old): new for row in self.rows for old, new in zip(row.from_, row.to, strict=True)}
