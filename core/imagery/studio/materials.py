"""What surfaces are made of, as Mitsuba describes it, and what a vertex of metal or glass adds to that."""

from typing import Any

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import linear
from core.imagery.studio.framing import Camera
from core.imagery.studio.mesh import Floats, Mesh, unit
from core.imagery.studio.parts import Finish

_ALPHA: dict[Finish, float] = {"soft": 0.42, "matte": 0.19, "gloss": 0.08, "glass": 0.08, "metal": 0.16}
#: How strongly the coat reflects, as a multiple of lacquer: of glass much, since most of its wall is not there.
_SHINE: dict[Finish, float] = {"soft": 1.0, "matte": 1.2, "gloss": 1.8, "glass": 4.0}
#: What a coat of lacquer adds to every channel: taken off the colour beneath, so that the eye sees the palette's.
_COAT = 0.026
#: How opaque one wall of glass is where it is seen from the front, and at its rim; the power to which its colour is
#: taken, since white shines through.
_CLEAR, _RIM, _DEPTH = 0.36, 0.95, 2.0


def diffuse(reflectance: float) -> dict[str, Any]:
    """Paper, plaster, the floor."""
    return {"type": "diffuse", "reflectance": _rgb((reflectance,) * 3)}


def material(colour: Colour, finish: Finish) -> dict[str, Any]:
    """A surface of that colour; metal and glass read the attribute that `vertex_look` makes."""
    if finish == "metal":
        seen = {"type": "mesh_attribute", "name": "vertex_look"}
        return {"type": "roughconductor", "material": "none", "alpha": _ALPHA[finish], "specular_reflectance": seen}
    depth, coat = (_DEPTH, 0.0) if finish == "glass" else (1.0, _COAT * _SHINE[finish])
    plastic = {
        "type": "roughplastic",
        "distribution": "ggx",
        "int_ior": 1.45,
        "alpha": _ALPHA[finish],
        "specular_reflectance": _SHINE[finish],
        "diffuse_reflectance": _rgb(tuple(max(channel**depth - coat, 0) for channel in linear(colour))),
    }
    if finish != "glass":
        return plastic
    opacity = {"type": "mesh_attribute", "name": "vertex_look"}
    return {"type": "mask", "opacity": opacity, "wall": {"type": "twosided", "wall": plastic}}


def vertex_look(mesh: Mesh, colour: Colour, finish: Finish, camera: Camera) -> Floats | None:
    """For metal (n, 3) the reflectance of each vertex, for glass (n, 1) its opacity, for plastic nothing."""
    towards = unit(camera.origin - mesh.vertices)
    facing: Floats = np.abs((mesh.normals * towards).sum(axis=1, keepdims=True))
    if finish == "glass":
        wall: Floats = _CLEAR + (_RIM - _CLEAR) * (1 - facing) ** 3
        return wall
    if finish != "metal":
        return None
    own = np.clip(np.array(linear(colour)) * _strips(mesh, camera), 0, 1)
    shine: Floats = own + (1 - own) * 0.5 * (1 - facing) ** 6
    return shine


def _strips(mesh: Mesh, camera: Camera) -> Floats:
    """(n, 1), about 1: metal shows what it stands among, and in an even white studio it would look like paper. So it
    sees soft dark strips that nothing else sees, one above the other and a little aslant."""
    right, down, _ = camera.axes
    across = mesh.normals @ (right * 0.35 - down)
    across += 0.12 * (mesh.vertices @ (right - down))  # the strips hang near: flat faces show a gradient too
    strips: Floats = (0.76 + 0.34 * np.cos(5.5 * across - 0.9))[:, None]
    return strips


def _rgb(value: tuple[float, ...]) -> dict[str, Any]:
    return {"type": "rgb", "value": list(value)}
