"""Mitsuba: from parts and a camera to linear light, window by window. The only module that imports it."""

from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.imagery.studio.colours import linear
from core.imagery.studio.framing import FIELD_OF_VIEW, Camera, Window
from core.imagery.studio.light import FLOOR, environment, floor_radiance
from core.imagery.studio.materials import diffuse, material, vertex_look
from core.imagery.studio.mesh import Floats, Mesh, joined
from core.imagery.studio.parts import Finish, Part

Image = NDArray[np.float32]

_FLOOR_REACH = 500.0


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
        directions = joined(part.mesh for part in self._parts).normals @ self._camera.axes[:2].T
        # A lamp cannot shine less than nothing, so directions are sent as 0 to 1.
        pixels = self._glowing(np.column_stack([np.ones(len(directions)), (directions + 1) / 2]), window, samples)
        cover, *facing = np.moveaxis(pixels, 2, 0)
        return np.dstack([cover, *(2 * share - cover for share in facing)])

    def paint(self, window: Window, *, samples: int) -> Image:
        """(height, width, 2) without noise and light: red and blue of the subject's own colours, as even to the eye."""
        colours = [np.tile(np.cbrt(linear(part.colour)), (len(part.mesh.vertices), 1)) for part in self._parts]
        return self._glowing(np.concatenate(colours), window, samples)[:, :, ::2]

    def _glowing(self, glow: Floats, window: Window, samples: int) -> Image:
        """The subject alone in the dark, each vertex shining in its colour of `glow` (n, 3)."""
        mesh = joined(part.mesh for part in self._parts)
        scene = {"type": "scene", "integrator": {"type": "path", "max_depth": 1}}
        loaded = self._mitsuba.load_dict(scene | {"subject": self._shape(mesh, diffuse(0), {"vertex_glow": glow})})
        pixels = self._mitsuba.render(loaded, sensor=self._sensor(window), spp=samples, seed=self._mitsuba.UInt32(0))
        return np.array(pixels, dtype=np.float32)

    def _lit_scene(self, sky: Image) -> dict[str, Any]:
        scene: dict[str, Any] = {"type": "scene", "integrator": self._integrator()}
        scene["sky"] = {
            "type": "envmap",
            "bitmap": self._mitsuba.Bitmap(sky),
            "to_world": self._mitsuba.ScalarTransform4f().rotate([1, 0, 0], 90),
        }
        scene["floor"] = self._shape(_floor(), diffuse(FLOOR), {})
        for (colour, finish), same in groupby(sorted(self._parts, key=_look), key=_look):
            mesh = joined(part.mesh for part in same)
            looks = {} if (look := vertex_look(mesh, colour, finish, self._camera)) is None else {"vertex_look": look}
            scene[f"{finish}{colour[1:]}"] = self._shape(mesh, material(colour, finish), looks)
        return scene

    def _integrator(self) -> dict[str, Any]:
        """Light that comes through glass is only found by the slower one."""
        glass = any(part.finish == "glass" for part in self._parts)
        return {"type": "volpath" if glass else "path", "max_depth": 8 if glass else 5, "rr_depth": 3}

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

    def _shape(self, mesh: Mesh, material: dict[str, Any], attributes: dict[str, Floats]) -> Any:
        """A Mitsuba mesh with `attributes` (n, 1 or 3) of its vertices; a "vertex_glow" makes them shine."""
        properties = self._mitsuba.Properties()
        properties["material"] = self._mitsuba.load_dict(material)
        if "vertex_glow" in attributes:
            texture = {"type": "mesh_attribute", "name": "vertex_glow"}
            properties["lamp"] = self._mitsuba.load_dict({"type": "area", "radiance": texture})
        shape = self._mitsuba.Mesh(
            "part", len(mesh.vertices), len(mesh.faces), props=properties, has_vertex_normals=True
        )
        for name, values in attributes.items():
            shape.add_attribute(name, values.shape[1], values.ravel().tolist())
        arrays = self._mitsuba.traverse(shape)
        arrays["vertex_positions"] = mesh.vertices.astype(np.float32).ravel()
        arrays["vertex_normals"] = mesh.normals.astype(np.float32).ravel()
        arrays["faces"] = mesh.faces.astype(np.uint32).ravel()
        arrays.update()
        return shape


def _look(part: Part) -> tuple[str, Finish]:
    return part.colour, part.finish


def _floor() -> Mesh:
    corners = _FLOOR_REACH * np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], dtype=float)
    return Mesh(corners, np.tile([0.0, 0.0, 1.0], (4, 1)), np.array([[0, 1, 2], [0, 2, 3]]))
