"""What subjects are made of: meshes, each with a colour and a finish."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.mesh import Floats, Mesh

#: Plastic with a coat from rubber to lacquer; brushed metal of that colour; glass tinted in it.
Finish = Literal["soft", "matte", "gloss", "metal", "glass"]


@dataclass(frozen=True)
class Part:
    """One surface of a subject."""

    mesh: Mesh
    colour: Colour
    finish: Finish = "matte"

    def moved(self, x: float = 0, y: float = 0, z: float = 0) -> Self:
        """As `Mesh.moved`."""
        return replace(self, mesh=self.mesh.moved(x, y, z))

    def turned(self, axis: str, degrees: float) -> Self:
        """As `Mesh.turned`."""
        return replace(self, mesh=self.mesh.turned(axis, degrees))

    def scaled(self, factor: float) -> Self:
        """As `Mesh.scaled` with one factor."""
        return replace(self, mesh=self.mesh.scaled(factor))


def each(parts: Iterable[Part], change: Callable[[Part], Part]) -> list[Part]:
    """`change` done to every part: to pose a group as one."""
    return [change(part) for part in parts]


def grounded(parts: list[Part]) -> list[Part]:
    """The group put down on the floor z = 0."""
    lowest = float(outer_points(parts)[:, 2].min())
    return each(parts, lambda part: part.moved(z=-lowest))


def outer_points(parts: list[Part]) -> Floats:
    """Every vertex of the group, (n, 3)."""
    return np.concatenate([part.mesh.vertices for part in parts])
