"""A search of a bank as somebody asks for it: a screen, the command line, a queue's message; so it is not trusted."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from core.retrieval.search import Query

#: Most characters of a text, and most pictures of an answer.
LONGEST, MOST = 4000, 200

Flag = Annotated[str, StringConstraints(max_length=30)]
Short = Annotated[str, StringConstraints(max_length=LONGEST)]


class Question(BaseModel):
    """A search of a bank."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
    product: dict[Annotated[str, StringConstraints(pattern="^[a-z]{2}$")], Short] = Field(default_factory=dict)
    derived: bool = False
    without: list[Flag] = Field(default_factory=list, max_length=50)
    only: list[Flag] = Field(default_factory=list, max_length=50)
    bank: Annotated[str, StringConstraints(pattern=r"^[\p{L}\p{N}._ -]{0,60}$")] = ""
    limit: int = Field(10, ge=1, le=MOST)

    @property
    def query(self) -> Query:
        """What the searching takes."""
        return Query(self.text, self.product, self.derived, frozenset(self.without), frozenset(self.only))
