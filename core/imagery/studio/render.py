"""Mitsuba: from parts and a camera to linear light, window by window. The only module that imports it."""

from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.imagery.studio.colours import linear
from core.imagery.studio.framing import FIELD_OF_VIEW, Camera, Window
from core.imagery.studio.light import FLOOR, environment, floor_radiance
from core.imagery.studio.mesh import Floats, Mesh, joined
from core.imagery.studio.parts import Finish, Part

Image = NDArray[np.float32]

_ALPHA: dict[Finish, float] = {"soft": 0.42, "matte": 0.24, "gloss": 0.1, "glass": 0.06}
_FLOOR_REACH = 500.0
#: What the glossy coat adds to every channel: taken off the colour beneath, so that the eye sees the palette's.
_COAT = 0.015


class Studio:
    """A scene that is ready to be photographed; `parts` stand on the floor z = 0."""

    def __init__(self, parts: list[Part], camera: Camera, size: int) -> None:
        import mitsuba  # noqa: PLC0415 - loads a renderer

        mitsuba.set_variant("scalar_rgb")
        self._mitsuba, self._parts, self._camera, self._size = mitsuba, parts, camera, size
        sky = environment()
        self._white = floor_radiance(sky)
        self._lit = mitsuba.load_dict(self._lit_scene(sky))

    def light(self, window: Window, *, seed: int, samples: int) -> Image:
        """(height, width, 3) of the window's linear light, noisy; an empty floor is about 1."""
        pixels = self._mitsuba.render(
            self._lit, sensor=self._sensor(window), spp=samples, seed=self._mitsuba.UInt32(seed)
        )
        return np.asarray(pixels, dtype=np.float32) / self._white

    def outline(self, window: Window, *, samples: int) -> Image:
        """(height, width, 3) without noise: the share of the pixel that the subject covers, and where its
        surface faces (right, down; -1 to 1) times that share."""
        mesh = joined(part.mesh for part in self._parts)
        directions = mesh.normals @ self._camera.axes[:2].T
        # A lamp cannot shine less than nothing, so directions are sent as 0 to 1.
        glow = np.column_stack([np.ones(len(directions)), (directions + 1) / 2])
        scene = {"type": "scene", "integrator": {"type": "path", "max_depth": 1}}
        loaded = self._mitsuba.load_dict(scene | {"subject": self._shape(mesh, {"type": "diffuse"}, glow=glow)})
        pixels = self._mitsuba.render(loaded, sensor=self._sensor(window), spp=samples, seed=self._mitsuba.UInt32(0))
        cover, *facing = np.moveaxis(np.array(pixels, dtype=np.float32), 2, 0)
        return np.dstack([cover, *(2 * share - cover for share in facing)])

    def _lit_scene(self, sky: Image) -> dict[str, Any]:
        scene: dict[str, Any] = {"type": "scene", "integrator": {"type": "path", "max_depth": 5, "rr_depth": 3}}
        scene["sky"] = {
            "type": "envmap",
            "bitmap": self._mitsuba.Bitmap(sky),
            "to_world": self._mitsuba.ScalarTransform4f().rotate([1, 0, 0], 90),
        }
        scene["floor"] = self._shape(_floor(), {"type": "diffuse", "reflectance": _rgb((FLOOR,) * 3)})
        for (colour, finish), same in groupby(sorted(self._parts, key=_look), key=_look):
            material = _metal(colour) if finish == "metal" else _plastic(colour, finish)
            scene[f"{finish}{colour[1:]}"] = self._shape(joined(part.mesh for part in same), material)
        return scene

    def _sensor(self, window: Window) -> Any:
        origin, (_, down, ahead) = self._camera.origin, self._camera.axes
        look = self._mitsuba.ScalarTransform4f().look_at(
            origin=origin.tolist(), target=(origin + ahead).tolist(), up=(-down).tolist()
        )
        film = {"type": "hdrfilm", "width": self._size, "height": self._size, "pixel_format": "rgb"}
        film |= {f"crop_{name}": value for name, value in vars(window).items()}
        sampler = {"type": "multijitter"}
        sensor = {"type": "perspective", "fov": FIELD_OF_VIEW, "to_world": look, "film": film, "sampler": sampler}
        return self._mitsuba.load_dict(sensor)

    def _shape(self, mesh: Mesh, material: dict[str, Any], *, glow: Floats | None = None) -> Any:
        """A Mitsuba mesh; `glow` (n, 3) makes each vertex shine in that colour."""
        properties = self._mitsuba.Properties()
        properties["material"] = self._mitsuba.load_dict(material)
        if glow is not None:
            texture = {"type": "mesh_attribute", "name": "vertex_glow"}
            properties["lamp"] = self._mitsuba.load_dict({"type": "area", "radiance": texture})
        shape = self._mitsuba.Mesh(
            "part", len(mesh.vertices), len(mesh.faces), props=properties, has_vertex_normals=True
        )
        if glow is not None:
            shape.add_attribute("vertex_glow", 3, glow.ravel().tolist())
        values = self._mitsuba.traverse(shape)
        values["vertex_positions"] = mesh.vertices.astype(np.float32).ravel()
        values["vertex_normals"] = mesh.normals.astype(np.float32).ravel()
        values["faces"] = mesh.faces.astype(np.uint32).ravel()
        values.update()
        return shape


def _look(part: Part) -> tuple[str, Finish]:
    return part.colour, part.finish


def _plastic(colour: str, finish: Finish) -> dict[str, Any]:
    return {
        "type": "roughplastic",
        "distribution": "ggx",
        "int_ior": 1.45,
        "alpha": _ALPHA[finish],
        "diffuse_reflectance": _rgb(tuple(max(channel - _COAT, 0) for channel in linear(colour))),
    }


def _metal(colour: str) -> dict[str, Any]:
    return {"type": "roughconductor", "material": "none", "alpha": 0.2, "specular_reflectance": _rgb(linear(colour))}


def _rgb(value: tuple[float, ...]) -> dict[str, Any]:
    return {"type": "rgb", "value": list(value)}


def _floor() -> Mesh:
    corners = _FLOOR_REACH * np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], dtype=float)
    return Mesh(corners, np.tile([0.0, 0.0, 1.0], (4, 1)), np.array([[0, 1, 2], [0, 2, 3]]))
